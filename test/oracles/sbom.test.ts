import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/index.ts';
import { scanJson, seawall } from '../end-to-end/seawall.ts';

/*
 * Documents of Syft and Trivy about real images give the findings of the images themselves.
 * SBOM_ARCHIVES names image archives, separated by colons; the other inputs are those of `bench/`.
 */
const {
  SBOM_ARCHIVES: archives = '',
  BENCH_ADVISORIES: advisories = '',
  BENCH_SYFT: syft = '',
  BENCH_TRIVY: trivy = '',
  BENCH_TRIVY_CACHE: cache = '',
} = process.env;
const ready = [archives, advisories, syft, trivy, cache].every((value) => value !== '');

const syftForms = ['cyclonedx-json', 'cyclonedx-xml', 'spdx-json'];
const trivyForms = ['cyclonedx', 'spdx-json'];
/** Only these until what Syft and Trivy find of languages is the same as what we find: `docs/compared.md`. */
const systemTypes = new Set(['deb', 'apk', 'rpm']);

/** Findings without what only a look into the image tells: layers and places. */
function essence(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ package: item }) => systemTypes.has(item?.type ?? ''))
    .map(({ id, ruleId, package: item, status, fix, severity, evidence }) =>
      [
        id,
        ruleId,
        item?.name,
        item?.version,
        status,
        fix?.version,
        severity.level,
        evidence.matchedName,
        evidence.matchedVersion,
      ].join(' '),
    )
    .toSorted();
}

describe.skipIf(!ready)(
  'bills of materials of other tools (needs SBOM_ARCHIVES, BENCH_ADVISORIES, BENCH_SYFT, BENCH_TRIVY)',
  () => {
    let folder: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'seawall-sboms-'));
      const { code, stderr } = await seawall(['db', 'import', advisories, '--data-dir', folder, '--quiet']);
      expect(code, stderr).toBe(0);
    }, 300_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    describe.each(archives.split(':'))('%s', (archive) => {
      let own: string[];
      beforeAll(async () => {
        own = essence((await scanJson(`archive:${archive}`, folder)).findings);
      }, 120_000);

      test.each([...syftForms.map((form) => ['syft', form]), ...trivyForms.map((form) => ['trivy', form])])(
        '%s %s gives the same findings',
        async (tool, form = '') => {
          const file = join(folder, `${basename(archive)}.${tool}.${form}`);
          if (tool === 'syft') run(syft, ['scan', `docker-archive:${archive}`, '-q', '-o', `${form}=${file}`]);
          else run(trivy, [...trivyArguments(archive), '--format', form, '-o', file]);
          const { findings, problems } = await scanJson(`sbom:${file}`, folder);
          expect(problems).toEqual([]);
          const found = essence(findings);
          const missing = own.filter((line) => !found.includes(line));
          // Syft leaves an rpm's module stream out of SPDX: those packages are not checked, and said to be.
          const streamless = `${tool} ${form}` === 'syft spdx-json';
          expect(missing.filter((line) => !streamless || !line.includes('.module_el'))).toEqual([]);
          expect(found.filter((line) => !own.includes(line))).toEqual([]);
        },
        300_000,
      );
    });
  },
);

function trivyArguments(archive: string): string[] {
  const offline = ['--offline-scan', '--skip-db-update', '--skip-java-db-update', '--scanners', 'vuln'];
  return ['image', '--input', archive, '--cache-dir', cache, ...offline];
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${basename(program)} ended with ${status}: ${stderr}`);
}
