import { describe, expect, test } from 'vitest';
import { tar } from '../../../test/fixtures/tar-writer.ts';
import { readTar } from './read-tar.ts';
import type { TarItem } from './read-tar.ts';
import type { TarLimits } from './tar-limits.ts';

const limits: TarLimits = { entries: 100, pathBytes: 4096, collectBytes: 0, headerBytes: 4096, totalBytes: 1 << 30 };

async function* cut(bytes: Buffer, size: number, log: string[] = []): AsyncGenerator<Buffer, void, void> {
  try {
    for (let at = 0; at < bytes.length; at += size) {
      log.push(`piece ${at}`);
      yield bytes.subarray(at, at + size);
    }
  } finally {
    log.push('closed');
  }
}

async function text(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const three = tar([
  { path: 'a', body: 'a'.repeat(1500) },
  { path: 'b', type: 'directory' },
  { path: 'c', body: 'last' },
]);

describe('the pull form', () => {
  test.each([1, 100, 512, 10_000])('gives entries and bodies from pieces of %i bytes', async (size) => {
    const seen: [string, string][] = [];
    for await (const { entry, body } of readTar(cut(three, size), limits)) seen.push([entry.path, await text(body)]);
    expect(seen).toEqual([
      ['a', 'a'.repeat(1500)],
      ['b', ''],
      ['c', 'last'],
    ]);
  });

  test('skips bodies that are not read, or not to their end', async () => {
    const paths: string[] = [];
    for await (const { entry, body } of readTar(cut(three, 100), limits)) {
      paths.push(entry.path);
      if (entry.path === 'a') for await (const chunk of body) if (chunk.length > 0) break;
    }
    expect(paths).toEqual(['a', 'b', 'c']);
  });

  test('refuses to read a body after the next entry was asked for', async () => {
    const items = readTar(cut(three, 100), limits);
    const { body } = (await items.next()).value as TarItem;
    const reader = body[Symbol.asyncIterator]();
    await reader.next();
    await items.next();
    await expect(reader.next()).rejects.toThrow('after the next entry was asked for');
    await expect(text(body)).rejects.toThrow('after the next entry was asked for');
  });

  test('a body that was read is empty from then on', async () => {
    const items = readTar(cut(three, 100), limits);
    const { body } = (await items.next()).value as TarItem;
    expect(await text(body)).toHaveLength(1500);
    expect(await text(body)).toBe('');
    await items.next();
    expect(await text(body)).toBe('');
  });

  test('reads its source only as far as it is asked, and closes it', async () => {
    const log: string[] = [];
    for await (const { entry } of readTar(cut(three, 512, log), limits)) if (entry.path === 'a') break;
    expect(log).toEqual(['piece 0', 'closed']);
  });

  test('gives what stands before an error, then the error', async () => {
    const bytes = Buffer.concat([tar([{ path: 'a', body: 'abc' }], { endBlocks: 0 }), Buffer.alloc(512, 1)]);
    const seen: string[] = [];
    const read = async (): Promise<void> => {
      for await (const { body } of readTar(cut(bytes, 10_000), limits)) seen.push(await text(body));
    };
    await expect(read()).rejects.toMatchObject({ code: 'bad-checksum', offset: 1024 });
    expect(seen).toEqual(['abc']);
  });

  test('tells truncation inside a body to who reads it', async () => {
    const items = readTar(cut(three.subarray(0, 700), 100), limits);
    const { body } = (await items.next()).value as TarItem;
    await expect(text(body)).rejects.toMatchObject({ code: 'truncated', offset: 700 });
  });
});
