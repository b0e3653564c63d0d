import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formats } from '../../src/report/formats.ts';
import { debianImage, vulnerablePackages } from '../fixtures/debian-image.ts';
import { imageOf } from '../fixtures/image-writer.ts';
import { writeArchive } from './image-files.ts';
import { seawall } from './seawall.ts';
import { trackerDatabase } from './tracker-fixture.ts';

let folder: string;
let data: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-not-checked-'));
  data = await trackerDatabase();
  writeArchive(folder, 'without-data.tar', debianImage(vulnerablePackages, [], '77'));
  const { layers } = debianImage(vulnerablePackages);
  writeArchive(
    folder,
    'newer.tar',
    imageOf(layers, (config) => (config['created'] = '2099-01-01T00:00:00Z')),
  );
});
afterAll(() => {
  for (const made of [folder, data]) rmSync(made, { recursive: true, force: true });
});

const scan = (image: string, ...args: string[]) =>
  seawall(['scan', 'image', join(folder, image), '--data-dir', data, ...args]);

describe.each([
  ['of a release without data', 'without-data.tar', 'no data for debian:77'],
  ['newer than the data', 'newer.tar', 'the image was made on 2099-01-01'],
])('an image %s', (_, image, reason) => {
  test.each(formats.map(({ id }) => id))('says in %s that it was not checked, and why', async (format) => {
    const { code, stdout } = await scan(image, '--format', format);
    expect(code).toBe(0);
    // The table is folded at 80 columns.
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(reason);
  });

  test('has no verdict at a gate unless that is accepted', async () => {
    expect((await scan(image, '--fail-on', 'critical', '--quiet')).code).toBe(3);
    expect((await scan(image, '--fail-on', 'critical', '--allow-partial', '--quiet')).code).toBe(0);
  });
});
