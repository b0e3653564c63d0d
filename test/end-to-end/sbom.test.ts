import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding, ScanResult } from '../../src/model/index.ts';
import { debianImage, vulnerablePackages } from '../fixtures/debian-image.ts';
import { writeArchive } from './image-files.ts';
import { scanJson, seawall } from './seawall.ts';
import { trackerDatabase } from './tracker-fixture.ts';

const formats = ['cyclonedx', 'cyclonedx-xml', 'spdx'] as const;

let folder: string;
let data: string;
let image: ScanResult;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-sbom-'));
  data = await trackerDatabase();
  const archive = writeArchive(folder, 'image.tar', debianImage(vulnerablePackages));
  const outputs = formats.flatMap((format) => ['--output', `${format}=${join(folder, `${format}.json`)}`]);
  image = await scanJson(archive, data, outputs);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
});

const file = (name: string, content?: string): string => {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};

describe.each(formats)('an image as %s', (format) => {
  test('has the same packages and findings, whole', async () => {
    const again = await scanJson(`sbom:${file(`${format}.json`)}`, data);
    const sorted = (findings: Finding[]) => findings.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(image.findings.length).toBeGreaterThan(0);
    expect(sorted(again.findings)).toEqual(sorted(image.findings));
    expect(again.packages).toEqual(image.packages);
    expect(again).toMatchObject({ complete: true, notChecked: image.notChecked });
    expect(again.subject).toMatchObject({ kind: 'sbom', os: image.subject.os, platform: image.subject.platform });
    expect(again.subject.notes).toEqual([
      expect.stringMatching(/^Read from a (?:CycloneDX 1\.6|SPDX 2\.3) document about/),
    ]);
  });

  test('is told by its content, whatever its name; the gate counts it', async () => {
    const copy = file('no-suffix', readFileSync(file(`${format}.json`), 'utf8'));
    const { code } = await seawall(['scan', 'image', copy, '--data-dir', data, '--fail-on', 'high', '--quiet']);
    expect(code).toBe(1);
  });
});

describe('what is no bill of materials ends with one line and exit code 2', () => {
  test.each<[string, string, RegExp]>([
    ['text', 'hello', /neither JSON nor XML$/],
    ['cut off', '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[', /not valid JSON/],
    ['other JSON', '{}', /neither bomFormat nor spdxVersion$/],
  ])('%s', async (_, content, expected) => {
    const path = file('broken.json', content);
    const { code, stdout, stderr } = await seawall(['scan', 'image', `sbom:${path}`, '--data-dir', data]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(expected)]);
    expect(stderr).toContain(`${path}: not a CycloneDX or SPDX document: `);
  });

  test('a file that is not there, a folder, nothing', async () => {
    for (const reference of [`sbom:${join(folder, 'absent')}`, `sbom:${folder}`, 'sbom:']) {
      const { code, stderr } = await seawall(['scan', 'image', reference, '--data-dir', data]);
      expect(code).toBe(2);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    }
  });
});

test('an empty bill of materials is no clean image', async () => {
  const path = file('empty.json', JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [] }));
  const { code } = await seawall(['scan', 'image', path, '--data-dir', data, '--fail-on', 'high', '--quiet']);
  expect(code).toBe(3);
});

test('what has no purl is listed and not checked', async () => {
  const components = [{ type: 'application', name: 'own tool', version: '1' }];
  const path = file('own.json', JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components }));
  const { packages, notChecked } = await scanJson(path, data);
  expect(packages).toMatchObject([{ name: 'own tool', type: 'generic' }]);
  expect(notChecked).toMatchObject([{ what: 'generic packages', count: 1 }]);
});
