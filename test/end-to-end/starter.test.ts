import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/model/index.ts';
import { debianImage } from '../fixtures/debian-image.ts';
import { writeArchive } from './image-files.ts';
import { entries, seawall } from './seawall.ts';
import { trackerDatabase } from './tracker-fixture.ts';

const formats = [
  'table',
  'json',
  'sarif',
  'cyclonedx',
  'cyclonedx-xml',
  'spdx',
  'junit',
  'gitlab',
  'github',
  'html',
] as const;
const saysSo = 'starter data that comes with seawall';

let folder: string;
let bad: string;
let good: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-starter-'));
  bad = writeArchive(folder, 'bad.tar', debianImage([{ name: 'libc6', source: 'glibc', version: '2.36-9' }]));
  good = writeArchive(folder, 'good.tar', debianImage([{ name: 'hello', version: '2.10-3' }]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(Object.entries(entries).filter(([, entry]) => existsSync(entry)))(
  'without any imported data, from its %s',
  (form, entry) => {
    const scan = (file: string, ...args: string[]) =>
      seawall(['scan', 'image', file, '--data-dir', join(folder, `empty-${form}`), '--no-cache', ...args], { entry });

    test.each(formats)('%s says that starter data stood in', async (format) => {
      for (const file of [bad, good]) {
        const { code, stdout } = await scan(file, '--format', format);
        expect(code).toBe(0);
        expect(stdout.replaceAll(/\s+/g, ' ')).toContain(saysSo);
      }
    });

    test('what it knows is found, with where that is from', async () => {
      const result = JSON.parse((await scan(bad, '--format', 'json')).stdout) as ScanResult;
      expect(result.findings).toContainEqual(
        expect.objectContaining({
          ruleId: 'CVE-2023-4911',
          severity: expect.objectContaining({ level: 'high', source: 'starter data' }) as object,
          fix: expect.objectContaining({ version: '2.36-9+deb12u3' }) as object,
        }),
      );
      expect(result.data).toMatchObject({ starter: true, sources: [{ shard: 'debian:12', starter: true }] });
      expect(result.notChecked).toEqual([
        { what: 'packages of debian:12', why: `only the ${saysSo} is there`, count: 1 },
      ]);
    });

    test.each<[string, () => string, string[], number]>([
      ['a finding counts against the image', () => bad, [], 1],
      ['a finding counts, whatever is accepted', () => bad, ['--allow-partial'], 1],
      ['no finding is no verdict', () => good, [], 3],
      ['no finding is a yes where that is accepted', () => good, ['--allow-partial'], 0],
    ])('a gate: %s', async (_, file, args, expected) => {
      expect((await scan(file(), '--fail-on', 'high', '--quiet', ...args)).code).toBe(expected);
    });
  },
);

test('with data of the release there is no word of it, and the gate says yes', async () => {
  const data = await trackerDatabase();
  try {
    for (const format of formats) {
      const args = ['scan', 'image', bad, '--data-dir', data, '--fail-on', 'high', '--format', format];
      const { code, stdout } = await seawall(args);
      expect({ format, code, said: stdout.includes('starter data') }).toEqual({ format, code: 0, said: false });
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
