import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { debianReleases } from '../parts/debian-roots.ts';
import { runCommand } from '../parts/run-command.ts';

const root = resolve(import.meta.dirname, '../..');
const roots = process.env['SEAWALL_TEST_ROOTS'];
/** Real advisories stand beside the checkout where there are any; they are no part of it. */
const advisories = process.env['SEAWALL_ADVISORIES'] ?? resolve(root, '../shared/advisories');
const ready = roots !== undefined && existsSync(join(advisories, 'debian/tracker-derived.json.gz'));

test.skipIf(!ready).each(debianReleases)(
  'findings on %s are those of a brute-force check with dpkg (needs SEAWALL_ADVISORIES)',
  async (release) => {
    const folder = mkdtempSync(join(tmpdir(), 'seawall-brute-'));
    try {
      await runCommand('tar', ['-xf', join(roots ?? '', `${release}.tar`), '-C', folder, './var/lib/dpkg']);
      const format = '${Package}\\t${Version}\\t${source:Package}\\t${source:Version}\\n';
      const list = await runCommand('dpkg-query', [`--admindir=${folder}/var/lib/dpkg`, '-W', '-f', format]);
      mkdirSync(join(folder, 'list'));
      const file = join(folder, 'list', 'packages.tsv');
      writeFileSync(file, list);
      const environment = { ...process.env, SEAWALL_ADVISORIES: advisories };
      const script = join(root, 'test/oracles/debian-brute-force.ts');
      // It ends with 1, and runCommand throws what it said, when a finding is missing or extra.
      const said = await runCommand(process.execPath, [script, release, file], { env: environment, cwd: root });
      const counts = [...said.matchAll(/: (\d+) packages, (\d+) findings by dpkg, (\d+) by Seawall/g)];
      expect(counts).toHaveLength(2);
      for (const [, packages, theirs, ours] of counts) {
        expect(Number(packages)).toBeGreaterThan(80);
        expect(ours).toBe(theirs);
      }
      expect(Number(counts[1]?.[2])).toBeGreaterThan(50);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  300_000,
);
