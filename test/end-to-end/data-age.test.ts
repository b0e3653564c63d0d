import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { debianImage } from '../fixtures/debian-image.ts';
import { writeArchive } from './image-files.ts';
import { seawall } from './seawall.ts';
import { trackerDatabase } from './tracker-fixture.ts';

let folder: string;
let image: string;
beforeAll(async () => {
  folder = await trackerDatabase();
  image = writeArchive(folder, 'image.tar', debianImage([{ name: 'hello', version: '2.10-3' }]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scan = (...args: string[]) => seawall(['scan', 'image', image, '--data-dir', folder, ...args]);
const aBlink = ['--max-data-age', '0.0000001'];

describe('--max-data-age', () => {
  test.each(['table', 'json', 'sarif', 'junit', 'gitlab', 'html'])('older data is a finding in %s', async (format) => {
    expect((await scan(...aBlink, '--format', format)).stdout).toContain('outdated-data');
    // The second scan finds the match of the first in the cache, and the age is another all the same.
    expect((await scan('--max-data-age', '1', '--format', format)).stdout).not.toContain('outdated-data');
  });

  test('counts at the gate', async () => {
    expect((await scan(...aBlink, '--fail-on', 'high', '--quiet')).code).toBe(1);
    expect((await scan('--max-data-age', '1', '--fail-on', 'high', '--quiet')).code).toBe(0);
  });

  test.each(['0', '-1', 'soon', '1e9'])('%s is no number of days', async (days) => {
    const { code, stderr } = await scan('--max-data-age', days);
    expect(code).toBe(2);
    expect(stderr).toContain(`--max-data-age ${days}: expected a number of days above 0`);
  });
});
