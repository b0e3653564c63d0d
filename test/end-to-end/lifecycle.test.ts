import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { debianImage } from '../fixtures/debian-image.ts';
import { writeArchive } from './image-files.ts';
import { seawall } from './seawall.ts';

let folder: string;
let old: string;
let current: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-lifecycle-'));
  const hello = [{ name: 'hello', version: '2.10-3' }];
  old = writeArchive(folder, 'old.tar', debianImage(hello, [], '10'));
  current = writeArchive(folder, 'current.tar', debianImage(hello, [], '99'));
  const table = join(folder, 'debian.csv');
  writeFileSync(
    table,
    'version,codename,series,created,release,eol,eol-lts,eol-elts\n' +
      '10,Buster,buster,2017-06-17,2019-07-06,2022-09-10,2024-06-30,2029-06-30\n' +
      '99,Far,far,2017-06-17,2019-07-06,2999-09-10,2999-12-31\n',
  );
  const { code, stderr } = await seawall(['db', 'import', table, '--data-dir', folder]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scan = (file: string, ...args: string[]) => seawall(['scan', 'image', file, '--data-dir', folder, ...args]);

describe('a release past its end of life', () => {
  test.each(['table', 'json', 'sarif', 'junit', 'gitlab', 'html'])('is a finding in %s', async (format) => {
    expect((await scan(old, '--format', format)).stdout).toContain('eol-debian-10');
    expect((await scan(current, '--format', format)).stdout).not.toMatch(/eol-debian|support-ended/);
  });

  test.each(['cyclonedx', 'cyclonedx-xml', 'spdx'])('is counted in %s, which has no place for it', async (format) => {
    expect((await scan(old, '--format', format)).stdout).toContain('seawall:findings-of-other-kinds');
  });

  test('counts at the gate, whatever is accepted', async () => {
    expect((await scan(old, '--fail-on', 'high', '--allow-partial', '--only-fixable', '--quiet')).code).toBe(1);
    expect((await scan(old, '--fail-on', 'critical', '--allow-partial', '--quiet')).code).toBe(0);
    expect((await scan(current, '--fail-on', 'low', '--allow-partial', '--quiet')).code).toBe(0);
  });
});
