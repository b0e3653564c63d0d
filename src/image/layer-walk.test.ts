import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { tar, type TarInput } from '../../test/fixtures/tar-writer.ts';
import type { Analyser } from './analyser.ts';
import { walkLayer } from './layer-walk.ts';
import { defaultLimits, type Limits } from './limits.ts';

const reader: Analyser = {
  id: 'reader',
  version: 1,
  interest: { names: ['wanted', 'broken'] },
  analyse({ bytes, path }) {
    if (path.endsWith('broken')) throw new Error('cannot make sense of it');
    return bytes.toString();
  },
};

async function* pieces(bytes: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function walk(bytes: Buffer, options: { over?: 'stored' | 'tar'; limits?: Partial<Limits> } = {}) {
  const limits = { ...defaultLimits, ...options.limits };
  return walkLayer(pieces(bytes), [reader], { digestOver: options.over ?? 'stored', algorithm: 'sha256', limits });
}

const digest = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const files: TarInput[] = [
  { path: './', type: 'directory' },
  { path: './a/wanted', body: 'one' },
  { path: 'a/other', body: 'two' },
  { path: 'link', type: 'symlink', linkTarget: 'a/wanted' },
  { path: 'hard', type: 'hardlink', linkTarget: './a/wanted' },
  { path: 'a/.wh.gone' },
];
const plain = tar(files);

describe('one layer', () => {
  test('gives facts, tree and digest in one pass', async () => {
    const record = await walk(plain);
    expect(record.facts).toEqual([{ analyser: 'reader', path: 'a/wanted', facts: 'one' }]);
    expect(record.tree.entries.split('\0')).toEqual([
      '/a',
      'fwanted',
      'fother',
      '/',
      'slink',
      '>a/wanted',
      'hhard',
      '>a/wanted',
      '',
    ]);
    expect(record.tree.whiteouts).toEqual(['a/gone']);
    expect(record.digest).toBe(digest(plain));
    expect(record.problems).toEqual([]);
  });

  test.each([
    ['gzip', gzipSync(plain)],
    ['zstd', zstdCompressSync(plain)],
    ['gzip in two members', Buffer.concat([gzipSync(plain.subarray(0, 700)), gzipSync(plain.subarray(700))])],
  ])('reads %s and hashes either side', async (_, stored) => {
    const overStored = await walk(stored);
    const overTar = await walk(stored, { over: 'tar' });
    expect(overStored.digest).toBe(digest(stored));
    expect(overTar.digest).toBe(digest(plain));
    expect(overStored.facts).toEqual(overTar.facts);
    expect(overStored.facts).toHaveLength(1);
  });

  test('what follows the end of the archive belongs to the digest', async () => {
    const padded = Buffer.concat([plain, Buffer.alloc(20_000)]);
    expect((await walk(padded)).digest).toBe(digest(padded));
  });

  test('an analyser that throws is a problem of that file; the rest is read', async () => {
    const record = await walk(
      tar([
        { path: 'broken', body: 'x' },
        { path: 'wanted', body: 'y' },
      ]),
    );
    expect(record.facts).toEqual([
      { analyser: 'reader', path: 'broken', problem: 'cannot make sense of it' },
      { analyser: 'reader', path: 'wanted', facts: 'y' },
    ]);
  });
});

describe('hostile layers', () => {
  const fatal = { where: '', what: expect.stringContaining('cannot be read to its end'), fatal: true };

  test.each([
    ['cut off inside a body', plain.subarray(0, 1030 + 512)],
    ['cut off inside the gzip', gzipSync(plain).subarray(0, 60)],
    ['a damaged header', Buffer.concat([plain.subarray(0, 512), Buffer.alloc(512, 'x'), plain.subarray(1024)])],
    ['no archive at all', Buffer.from('hello, this is text and no tar archive'.repeat(100))],
  ])('%s: a fatal problem and no digest', async (_, bytes) => {
    const record = await walk(bytes);
    expect(record.problems).toEqual([fatal]);
    expect(record.digest).toBeUndefined();
  });

  test('what was found before the break is kept', async () => {
    const cut = tar([
      { path: 'wanted', body: 'x' },
      { path: 'big', body: Buffer.alloc(5000) },
    ]).subarray(0, 3000);
    expect((await walk(cut)).facts).toHaveLength(1);
  });

  test.each<[string, Partial<Limits>]>([
    ['too many entries', { entries: 3 }],
    ['too long when decompressed', { layerBytes: 2000 }],
    ['a path that is too long', { pathBytes: 5 }],
  ])('%s stops the walk', async (_, limits) => {
    expect((await walk(plain, { limits })).problems.some((problem) => problem.fatal === true)).toBe(true);
  });

  test('a bomb is stopped by its ratio', async () => {
    const bomb = gzipSync(tar([{ path: 'zeros', body: Buffer.alloc(20_000_000) }]));
    const record = await walk(bomb, { limits: { ratioFloor: 1_000_000 } });
    expect(record.problems).toEqual([fatal]);
    expect(record.tarBytes).toBeLessThan(10_000_000);
  });

  test('a file above the cap is left out and said, and the rest is read', async () => {
    const record = await walk(
      tar([
        { path: 'wanted', body: 'x'.repeat(50) },
        { path: 'b/wanted', body: 'y' },
      ]),
      { limits: { fileBytes: 20 } },
    );
    expect(record.facts).toEqual([
      { analyser: 'reader', path: 'wanted', problem: 'has 50 bytes, more than the 20 that are read' },
      { analyser: 'reader', path: 'b/wanted', facts: 'y' },
    ]);
  });

  test('files after the last that is analysed are said', async () => {
    const many = tar(Array.from({ length: 5 }, (_, at) => ({ path: `${at}/wanted`, body: 'x' })));
    const record = await walk(many, { limits: { analysedFiles: 3 } });
    expect(record.facts.filter(({ problem }) => problem !== undefined)).toHaveLength(2);
  });

  test('names that climb out are refused, counted and do not stop the walk', async () => {
    const record = await walk(
      tar([
        { path: '../../wanted', body: 'evil' },
        { path: 'a/wanted', body: 'x' },
      ]),
    );
    expect(record.facts.map(({ path }) => path)).toEqual(['a/wanted']);
    expect(record.problems).toEqual([
      { where: '"../../wanted"', what: 'the name escapes the root; the entry was left out' },
    ]);
  });

  test('a whiteout file is not content, even under a wanted name', async () => {
    expect((await walk(tar([{ path: '.wh.wanted', body: 'x' }]))).facts).toEqual([]);
  });
});
