import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extendedHeader, tar, tarHeader } from '../../../test/fixtures/tar-writer.ts';
import { fileReader, indexTar } from './index-tar.ts';
import type { TarLimits } from './tar-limits.ts';

const limits: TarLimits = { entries: 1000, pathBytes: 4096, collectBytes: 0, headerBytes: 4096, totalBytes: 2 ** 50 };

function index(bytes: Buffer, some: Partial<TarLimits> = {}, log: number[] = []) {
  const readAt = async (offset: number, length: number): Promise<Buffer> => {
    log.push(offset);
    return bytes.subarray(offset, offset + length);
  };
  return indexTar(readAt, bytes.length, { ...limits, ...some });
}

describe('the index of a tar file', () => {
  test('has every entry with the place of its body', async () => {
    const bytes = tar(
      [
        { path: 'x'.repeat(300), body: 'first' },
        { path: 'd/', type: 'directory' },
        { path: 'last', body: Buffer.alloc(100_000, 'z') },
      ],
      { format: 'gnu' },
    );
    const entries = await index(bytes);
    expect(entries.map(({ path, type }) => [path, type])).toEqual([
      ['x'.repeat(300), 'file'],
      ['d/', 'directory'],
      ['last', 'file'],
    ]);
    expect(entries.map(({ offset, size }) => bytes.toString('latin1', offset, offset + Math.min(size, 5)))).toEqual([
      'first',
      '',
      'zzzzz',
    ]);
  });

  test('is made without reading bodies', async () => {
    const log: number[] = [];
    const body = Buffer.alloc(1 << 20);
    const bytes = tar([1, 2, 3, 4].map((number) => ({ path: `blob${number}`, body })));
    expect(await index(bytes, {}, log)).toHaveLength(4);
    expect(log.length).toBeLessThanOrEqual(5);
  });

  test('is made with few reads when entries are small', async () => {
    const log: number[] = [];
    const bytes = tar(Array.from({ length: 100 }, (_, number) => ({ path: `f${number}`, body: 'x' })));
    expect(await index(bytes, {}, log)).toHaveLength(100);
    expect(log.length).toBeLessThan(15);
  });

  test('is made of a real file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'seawall-tar-'));
    try {
      const file = join(folder, 'x.tar');
      await writeFile(file, tar([{ path: 'manifest.json', body: '[]' }]));
      const handle = await open(file);
      const readAt = fileReader(handle);
      const [entry] = await indexTar(readAt, (await handle.stat()).size, limits);
      expect((await readAt(entry!.offset, entry!.size)).toString()).toBe('[]');
      expect(await readAt(10 ** 6, 10)).toHaveLength(0);
      await handle.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('of an empty file is empty', async () => {
    expect(await index(Buffer.alloc(0))).toEqual([]);
  });

  test('needs neither end marker nor last padding', async () => {
    const bytes = tar([{ path: 'a', body: 'abc' }], { endBlocks: 0 });
    expect(await index(bytes)).toHaveLength(1);
    expect(await index(bytes.subarray(0, 515))).toHaveLength(1);
    expect(await index(Buffer.concat([tar([{ path: 'a' }]), Buffer.from('garbage')]))).toHaveLength(1);
  });

  test.each([
    ['a header', tar([{ path: 'a' }]).subarray(0, 500)],
    ['a body', tar([{ path: 'a', body: 'abc' }]).subarray(0, 514)],
    ['a body of absurd size', tarHeader({ path: 'a', size: 2 ** 50 }, 'gnu')],
    ['an extended header', extendedHeader('L', Buffer.alloc(600, 'x')).subarray(0, 1000)],
    ['a chain of headers', extendedHeader('L', Buffer.from('x\0'))],
  ])('of a file that ends inside %s is an error', async (_what, bytes) => {
    await expect(index(bytes)).rejects.toMatchObject({ code: 'truncated' });
  });

  test('of a file that shrinks meanwhile is an error', async () => {
    const readAt = async (): Promise<Buffer> => Buffer.alloc(100);
    await expect(indexTar(readAt, 10_000, limits)).rejects.toMatchObject({ code: 'truncated' });
  });

  test('holds to the limits', async () => {
    const bytes = tar([{ path: 'a' }, { path: 'b' }]);
    await expect(index(bytes, { entries: 1 })).rejects.toMatchObject({ code: 'too-many-entries' });
    await expect(index(bytes, { totalBytes: 100 })).rejects.toMatchObject({ code: 'too-large' });
    const long = extendedHeader('x', Buffer.alloc(5000));
    await expect(index(long)).rejects.toMatchObject({ code: 'header-too-large' });
  });
});
