import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { tar } from '../../test/fixtures/tar-writer.ts';
import { analysers } from './analysers.ts';
import { readLayer, type LayerTask } from './layer-task.ts';

const folder = mkdtempSync(join(tmpdir(), 'layer-task-'));
afterAll(() => rmSync(folder, { recursive: true }));

const manifest = JSON.stringify({ name: 'left-pad', version: '1.0.0' });
const plain = tar([
  { path: 'store/5f', body: JSON.stringify({ name: 'linked', version: '2.0.0' }) },
  { path: 'app/node_modules/left-pad/package.json', body: manifest },
  { path: 'app/node_modules/linked/package.json', type: 'hardlink', linkTarget: 'store/5f' },
  { path: 'large', body: Buffer.alloc(3_000_000, 'x') },
]);

function read(stored: Buffer, how: Pick<LayerTask, 'digestOver'> & { hashBeside: boolean }) {
  const file = join(folder, 'layer');
  // The layer lies within the file, as in an archive.
  writeFileSync(file, Buffer.concat([Buffer.alloc(1000, 'a'), stored, Buffer.alloc(1000, 'z')]));
  return readLayer({
    bytes: { kind: 'file', file, offset: 1000, length: stored.length },
    analysers: analysers.map(({ id }) => id),
    algorithm: 'sha256',
    spoolFolder: folder,
    ...how,
  });
}

test.each([
  ['plain', plain, 'tar'],
  ['plain', plain, 'stored'],
  ['gzip', gzipSync(plain), 'tar'],
  ['gzip', gzipSync(plain), 'stored'],
] as const)('%s: a thread that hashes changes nothing (digest over %3$s)', async (_, stored, digestOver) => {
  const record = await read(stored, { digestOver, hashBeside: true });
  const hashed = digestOver === 'tar' ? plain : stored;
  expect(record.digest).toBe(`sha256:${createHash('sha256').update(hashed).digest('hex')}`);
  expect(record.facts.map(({ path }) => path)).toEqual([
    'app/node_modules/left-pad/package.json',
    'app/node_modules/linked/package.json',
  ]);
  expect(record).toEqual(await read(stored, { digestOver, hashBeside: false }));
});

test('a layer that breaks off has no digest, whoever hashes it', async () => {
  const cut = plain.subarray(0, 1_000_000);
  for (const hashBeside of [true, false]) {
    const record = await read(cut, { digestOver: 'tar', hashBeside });
    expect(record.digest).toBeUndefined();
    expect(record.problems).toMatchObject([{ fatal: true }]);
  }
});
