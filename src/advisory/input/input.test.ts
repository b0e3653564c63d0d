import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { tar, tarHeader } from '../../../test/fixtures/tar-writer.ts';
import { packingOf, unpackedChunks } from './decompress.ts';
import { openInput } from './open-input.ts';
import { walkPaths } from './walk-paths.ts';

const root = mkdtempSync(join(tmpdir(), 'seawall-input-'));
afterAll(() => rmSync(root, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(root, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(chunks)).toString('utf8');
}

describe('packing', () => {
  test.each([
    ['gzip', gzipSync('x')],
    ['zstd', zstdCompressSync('x')],
    ['bzip2', Buffer.from('BZh9')],
    ['none', Buffer.from('BZh0')],
    ['zip', Buffer.from('PK\x03\x04')],
    ['zip', Buffer.from('PK\x05\x06')],
    ['none', Buffer.from('{"a"')],
    ['none', Buffer.from('PK')],
    ['none', Buffer.alloc(0)],
  ])('%s', (expected, bytes) => expect(packingOf(bytes)).toBe(expected));

  const long = 'seawall '.repeat(200_000);
  test.each([
    ['gzip' as const, gzipSync(long)],
    ['zstd' as const, zstdCompressSync(long)],
    ['none' as const, Buffer.from(long)],
  ])('%s is unpacked as a stream of bounded chunks', async (packing, bytes) => {
    const path = file(`long-${packing}`, bytes);
    const chunks = await Array.fromAsync(unpackedChunks(path, packing));
    expect(Buffer.concat(chunks).toString()).toBe(long);
    for (const chunk of chunks) expect(chunk.length).toBeLessThanOrEqual(256 * 1024);
  });

  test.each([
    ['gzip' as const, gzipSync(long)],
    ['zstd' as const, zstdCompressSync(long)],
  ])('%s that is cut off or changed is refused', async (packing, bytes) => {
    const cut = file('cut', bytes.subarray(0, bytes.length - 9));
    await expect(textOf(unpackedChunks(cut, packing))).rejects.toMatchObject({ code: 'damaged-file' });
    const changed = Buffer.from(bytes);
    changed[Math.floor(bytes.length / 2)]! ^= 0xff;
    await expect(textOf(unpackedChunks(file('changed', changed), packing))).rejects.toMatchObject({
      code: 'damaged-file',
    });
  });
});

describe('bzip2', () => {
  const packed = Buffer.from('QlpoOTFBWSZTWba9TmIAAA1RgAEQQAAiBAiAIAAxDAgj1NGmmWxGw4gxjqI8XckU4UJC2vU5iA==', 'base64');
  test('is unpacked', async () => {
    expect(await textOf(unpackedChunks(file('text.bz2', packed), 'bzip2'))).toBe(
      'seawall seawall seawall aaaaaaaaaa\n',
    );
  });
  test('that is cut off is refused', async () => {
    const cut = file('cut.bz2', packed.subarray(0, -9));
    await expect(textOf(unpackedChunks(cut, 'bzip2'))).rejects.toMatchObject({ code: 'damaged-file' });
  });
});

describe('opening a file', () => {
  test('the head is what feeds see first, and the content is whole', async () => {
    const long = 'x'.repeat(300_000);
    for await (const opened of openInput({ path: file('head', gzipSync(long)), container: 'c' })) {
      if ('skip' in opened) throw new Error(opened.skip);
      expect(opened.head.length).toBe(64 * 1024);
      expect(await textOf(opened.chunks)).toBe(long);
    }
  });

  test('what cannot be opened is skipped with the reason', async () => {
    const outcomes = await Array.fromAsync(openInput({ path: join(root, 'gone'), container: 'c' }));
    expect(outcomes).toEqual([{ path: join(root, 'gone'), skip: expect.stringContaining('ENOENT') as string }]);
  });
});

describe('a tar', () => {
  const long = 'x'.repeat(300_000);
  const bytes = tar([
    { path: 'folder', type: 'directory' },
    { path: 'folder/a.json', body: '{"a":1}' },
    { path: 'folder/link', type: 'symlink', linkTarget: 'a.json' },
    { path: 'folder/long.json', body: long },
  ]);

  test.each([
    ['plain', bytes],
    ['gzip', gzipSync(bytes)],
    ['zstd', zstdCompressSync(bytes)],
  ])('%s is read member by member, regular files only', async (name, packed) => {
    const path = file(`members-${name}`, packed);
    const members: [string, string, number][] = [];
    for await (const opened of openInput({ path, container: 'c/x.tar' })) {
      if ('skip' in opened) throw new Error(opened.skip);
      expect(opened.container).toBe('c/x.tar');
      members.push([opened.path, await textOf(opened.chunks), opened.head.length]);
    }
    expect(members).toEqual([
      [`${path}!folder/a.json`, '{"a":1}', 7],
      [`${path}!folder/long.json`, long, 64 * 1024],
    ]);
  });

  test('that breaks off says so behind the members before', async () => {
    const outcomes = await Array.fromAsync(
      openInput({ path: file('cut.tar', bytes.subarray(0, 100_000)), container: 'c' }),
    );
    expect(outcomes.map((outcome) => 'broken' in outcome)).toEqual([false, true]);
    const packed = zstdCompressSync(bytes);
    const cut = openInput({ path: file('cut.tar.zst', packed.subarray(0, packed.length - 5)), container: 'c' });
    expect((await Array.fromAsync(cut)).at(-1)).toMatchObject({ broken: true });
  });

  test('with a member larger than any feed takes names it and goes on', async () => {
    const large = tarHeader({ path: 'large.json', size: 64 * 1024 * 1024 + 1 });
    const body = Buffer.alloc(64 * 1024 * 1024 + 512);
    const path = file('large.tar.gz', gzipSync(Buffer.concat([large, body, tar([{ path: 'b', body: 'b' }])])));
    const outcomes = await Array.fromAsync(openInput({ path, container: 'c' }));
    expect(outcomes.map((outcome) => ('skip' in outcome ? outcome.skip : outcome.path))).toEqual([
      'larger than 67108864 bytes',
      `${path}!b`,
    ]);
  });
});

describe('walking', () => {
  test('folders in the order of names, links and special files named and not followed', async () => {
    file('tree/b/2.json', '');
    file('tree/b/1.json', '');
    file('tree/a.json', '');
    symlinkSync(join(root, 'tree'), join(root, 'tree', 'loop'));
    const found = await Array.fromAsync(walkPaths([join(root, 'tree'), '/dev/null']));
    expect(found.map(({ path, skip }) => [basename(path), skip])).toEqual([
      ['a.json', undefined],
      ['1.json', undefined],
      ['2.json', undefined],
      ['loop', 'not a regular file'],
      ['null', 'not a regular file'],
    ]);
  });

  test('a source is named by the last two names of its path; loose records by their folder', async () => {
    const path = file('osv/npm/all.zip', '');
    const [given] = await Array.fromAsync(walkPaths([path]));
    expect(given).toMatchObject({ container: 'npm/all.zip' });
    const [found] = await Array.fromAsync(walkPaths([join(root, 'osv')]));
    expect(found).toMatchObject({ container: 'npm/all.zip', folder: `${basename(root)}/osv/npm` });
  });

  test('folders nested too deep are named, not followed for ever', async () => {
    file(`deep/${'d/'.repeat(40)}x.json`, '');
    const found = await Array.fromAsync(walkPaths([join(root, 'deep')]));
    expect(found).toHaveLength(1);
    expect(found[0]?.skip).toMatch(/folders deep/);
  });
});
