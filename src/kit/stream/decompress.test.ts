import { randomBytes } from 'node:crypto';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecompressError } from './decompress-error.ts';
import type { DecompressErrorCode } from './decompress-error.ts';
import { decompress } from './decompress.ts';
import type { DecompressLimits } from './decompress.ts';
import { readBounded } from './read-bounded.ts';

const limits: DecompressLimits = { outputBytes: 64 << 20, ratio: 100_000, ratioFloor: 0 };

/** A source that tells how it was treated. */
class Source implements AsyncIterable<Buffer> {
  taken = 0;
  ended = false;
  returned = false;
  readonly #chunks: readonly (Buffer | Error)[];

  constructor(chunks: readonly (Buffer | Error)[]) {
    this.#chunks = chunks;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, void> {
    try {
      for (const chunk of this.#chunks) {
        this.taken += 1;
        await Promise.resolve();
        if (chunk instanceof Error) throw chunk;
        yield chunk;
      }
      this.ended = true;
    } finally {
      this.returned = true;
    }
  }
}

function cut(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

async function inflate(chunks: readonly (Buffer | Error)[], some: Partial<DecompressLimits> = {}): Promise<Buffer> {
  return readBounded(decompress(new Source(chunks), { ...limits, ...some }), 1 << 30);
}

async function code(chunks: readonly Buffer[], some: Partial<DecompressLimits> = {}): Promise<DecompressErrorCode> {
  const error = await inflate(chunks, some).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(DecompressError);
  return (error as DecompressError).code;
}

const plain = Buffer.concat([randomBytes(300_000), Buffer.alloc(700_000, 'text '), randomBytes(5)]);
const small = Buffer.from('small');
const skippable = Buffer.concat([Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 4, 0, 0, 0]), Buffer.from('skip')]);
const emptySkippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]);

describe.each([
  ['gzip', (bytes: Buffer) => gzipSync(bytes)],
  ['zstd', (bytes: Buffer) => zstdCompressSync(bytes)],
])('%s', (_name, compress) => {
  const packed = compress(plain);

  test('comes out as it went in, however the input is cut', async () => {
    for (const size of [1000, 65_536, packed.length])
      expect((await inflate(cut(packed, size))).equals(plain)).toBe(true);
    expect(await inflate(cut(compress(small), 1))).toEqual(small);
  });

  test('of several members or frames is read to the last, wherever they are cut', async () => {
    const joined = Buffer.concat([compress(small), compress(Buffer.alloc(0)), compress(Buffer.from('second')), packed]);
    const wanted = Buffer.concat([small, Buffer.from('second'), plain]);
    for (const size of [joined.length, 777, 10_000])
      expect((await inflate(cut(joined, size))).equals(wanted)).toBe(true);
    const pair = Buffer.concat([compress(small), compress(small)]);
    for (let at = 1; at < pair.length; at += 1) {
      expect((await inflate([pair.subarray(0, at), pair.subarray(at)])).toString()).toBe('smallsmall');
    }
  });

  test('that ends too early is truncated, at every place', async () => {
    const pair = Buffer.concat([compress(small), compress(small)]);
    const single = pair.length / 2;
    for (let at = 10; at < pair.length; at += 1) {
      if (at !== single) expect(await code([pair.subarray(0, at)]), String(at)).toBe('truncated');
    }
    expect(await code([packed.subarray(0, 200_000)])).toBe('truncated');
  });

  test('with a flipped bit is corrupt', async () => {
    const flipped = Buffer.from(packed);
    flipped[flipped.length - 6]! ^= 1;
    expect(['corrupt', 'truncated']).toContain(await code(cut(flipped, 65_536)));
  });

  test('with garbage behind it is corrupt', async () => {
    expect(await code([compress(small), Buffer.from('garbage garbage')])).toBe('corrupt');
    expect(await code([Buffer.concat([compress(small), Buffer.from('garbage garbage')])])).toBe('corrupt');
  });

  test('hands out all that fits and then fails, at the limit of output', async () => {
    expect(await inflate([compress(Buffer.alloc(1000))], { outputBytes: 1000 })).toHaveLength(1000);
    expect(await code([compress(Buffer.alloc(1001))], { outputBytes: 1000 })).toBe('too-large');
  });

  test('that is a bomb is refused by its ratio long before the limit of output', async () => {
    const bomb = compress(Buffer.alloc(8 << 20));
    let out = 0;
    const read = async (): Promise<void> => {
      for await (const chunk of decompress(new Source(cut(bomb, 64)), { ...limits, ratio: 200, ratioFloor: 1 << 20 })) {
        out += chunk.length;
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'ratio' });
    expect(out).toBeLessThan(2 << 20);
  });

  test('may have any ratio below the floor', async () => {
    expect(await inflate([compress(Buffer.alloc(100_000))], { ratio: 2, ratioFloor: 100_000 })).toHaveLength(100_000);
    expect(await code([compress(Buffer.alloc(100_001))], { ratio: 2, ratioFloor: 100_000 })).toBe('ratio');
  });

  test('passes an error of the source on as it is', async () => {
    const error = new Error('connection reset');
    for (const chunks of [
      [error],
      [packed.subarray(0, 5), error],
      [packed.subarray(0, 100_000), error],
      [packed, error],
    ]) {
      await expect(inflate(chunks)).rejects.toBe(error);
    }
  });

  test('reads its source to the end, and closes it when the reader stops early or fails', async () => {
    const whole = new Source(cut(packed, 50_000));
    await readBounded(decompress(whole, limits), 1 << 30);
    expect(whole.ended).toBe(true);

    const left = new Source(cut(Buffer.concat([packed, packed, packed, packed, packed]), 50_000));
    for await (const chunk of decompress(left, limits)) if (chunk.length > 0) break;
    await expect.poll(() => left.returned).toBe(true);
    expect(left.ended).toBe(false);

    const failed = new Source(cut(packed, 50_000));
    await expect(readBounded(decompress(failed, { ...limits, outputBytes: 10 }), 1 << 30)).rejects.toThrow(
      DecompressError,
    );
    await expect.poll(() => failed.returned).toBe(true);
  });

  test('does not run far ahead of its reader', async () => {
    const many = Array.from({ length: 100 }, () => compress(randomBytes(200_000)));
    const source = new Source(many);
    const reader = decompress(source, limits)[Symbol.asyncIterator]();
    await reader.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(source.taken).toBeLessThan(20);
    await reader.return();
  });

  test('generated content survives generated cuts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 3000 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 500 }),
        async (contents, size) => {
          const joined = Buffer.concat(contents.map((content) => compress(Buffer.from(content))));
          expect(await inflate(cut(joined, size))).toEqual(Buffer.concat(contents));
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Longer than the buffers that the decoder fills. */
const long = Buffer.concat(Array.from({ length: 5 }, () => plain));

describe.each([
  ['gzip', gzipSync(long)],
  ['zstd', zstdCompressSync(long)],
])('%s that is lent', (_, packed) => {
  test('is the same content, and is gone once the next is asked for', async () => {
    const used: Buffer[] = [];
    const copies: Buffer[] = [];
    for await (const piece of decompress(new Source(cut(packed, 10_000)), limits, { lends: true })) {
      copies.push(Buffer.from(piece));
      used.push(piece);
    }
    expect(Buffer.concat(copies).equals(long)).toBe(true);
    expect(used.filter(({ buffer }) => buffer.byteLength === 0).length).toBeGreaterThan(used.length / 2);
  });

  test('may be kept otherwise', async () => {
    const kept: Buffer[] = [];
    for await (const piece of decompress(new Source(cut(packed, 10_000)), limits)) kept.push(piece);
    expect(Buffer.concat(kept).equals(long)).toBe(true);
  });
});

describe('gzip', () => {
  test('may be padded with zeros, and the source is still read to its end', async () => {
    const source = new Source([gzipSync(small), Buffer.alloc(1000), ...cut(Buffer.alloc(500_000), 1000)]);
    expect(await readBounded(decompress(source, limits), 100)).toEqual(small);
    expect(source.ended).toBe(true);
    expect(await inflate([Buffer.concat([gzipSync(small), Buffer.alloc(1000)])])).toEqual(small);
  });

  test('with anything else in that padding is corrupt, however it is cut', async () => {
    for (const hidden of [Buffer.from('x'), gzipSync('hidden')]) {
      const bytes = Buffer.concat([gzipSync(small), Buffer.alloc(30), hidden]);
      for (const size of [1, 7, 30, bytes.length]) expect(await code(cut(bytes, size)), String(size)).toBe('corrupt');
    }
  });

  test('passes on an error of the source in that padding', async () => {
    const error = new Error('connection reset');
    await expect(inflate([Buffer.concat([gzipSync(small), Buffer.alloc(10)]), error])).rejects.toBe(error);
  });
});

describe('zstd', () => {
  test('frames to skip are left out, wherever they stand and are cut', async () => {
    const frame = zstdCompressSync(small);
    const parts = [
      skippable,
      frame,
      emptySkippable,
      skippable,
      zstdCompressSync(Buffer.from('second')),
      emptySkippable,
    ];
    const joined = Buffer.concat(parts);
    for (const size of [joined.length, 1, 2, 3, 5, 17])
      expect((await inflate(cut(joined, size))).toString()).toBe('smallsecond');
  });

  test('of nothing but frames to skip is empty', async () => {
    expect(await inflate([Buffer.concat([skippable, emptySkippable])])).toHaveLength(0);
    expect(await code([skippable.subarray(0, 10)])).toBe('truncated');
  });

  test('of thousands of small frames and some large ones come out in order', async () => {
    const contents = Array.from({ length: 500 }, (_, index) =>
      index % 100 === 7
        ? randomBytes(100_000)
        : index % 100 === 8
          ? Buffer.alloc(2 << 20, index)
          : Buffer.from(`file ${index}\n`),
    );
    const joined = Buffer.concat(contents.map((content) => zstdCompressSync(content)));
    expect((await inflate(cut(joined, 50_000))).equals(Buffer.concat(contents))).toBe(true);
  });

  test('in one small frame with a wrong checksum, or with nothing behind its header, is refused', async () => {
    const params = { [constants.ZSTD_c_checksumFlag]: 1 };
    const frame = zstdCompressSync(small, { params });
    expect(await inflate([frame])).toEqual(small);
    frame[frame.length - 1]! ^= 1;
    expect(await code([frame])).toBe('corrupt');
    expect(await code([frame.subarray(0, 6)])).toBe('truncated');
  });

  test('that is shorter than its frame says is corrupt, however it is cut', async () => {
    // Descriptor 0x40: content size of 2 bytes, here 259 and 59651; then one empty last block.
    for (const hex of ['28b52ffd400d0300010000', '28b52ffd400d03e8010000']) {
      for (const size of [1, 2, 5, 11]) expect(await code(cut(Buffer.from(hex, 'hex'), size)), hex).toBe('corrupt');
    }
  });

  test.each([0, 1, 255, 256, 257, 65_791, 65_792, 100_000])('with a content of %i bytes may say so', async (length) => {
    const frame = zstdCompressSync(Buffer.alloc(length, 'x'), { pledgedSrcSize: length });
    expect(await inflate(cut(frame, 3))).toHaveLength(length);
  });

  test('with a window of more than 128 MiB is refused', async () => {
    // Descriptor 0: no content size, window descriptor 0xa0: 2^30 bytes; then one empty last block.
    const wide = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa0, 0x01, 0x00, 0x00]);
    expect(await code([wide])).toBe('too-large');
  });
});

describe('what is not compressed', () => {
  test('passes unchanged, within the limit of output', async () => {
    expect(await inflate([Buffer.from('pl'), Buffer.from('ain')])).toEqual(Buffer.from('plain'));
    expect(await inflate([])).toHaveLength(0);
    expect(await code([Buffer.alloc(11)], { outputBytes: 10 })).toBe('too-large');
  });
});

test.each([
  ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0, 0, 0, 0])],
  ['bzip2', Buffer.from('BZh91AY&SY', 'latin1')],
])('%s is refused by name, and the source closed', async (name, bytes) => {
  const source = new Source([bytes, bytes]);
  await expect(readBounded(decompress(source, limits), 100)).rejects.toMatchObject({
    code: 'unsupported',
    message: `compressed with ${name}, which is not supported`,
  });
  expect(source.returned).toBe(true);
});
