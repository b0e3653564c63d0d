import { deepStrictEqual, ok } from 'node:assert';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { decompress, DecompressError } from '#kit/stream';
import type { DecompressLimits } from '#kit/stream';
import { splitBytes } from '../../fixtures/walk-tar.ts';
import type { FuzzTarget } from '../target.ts';

const limits: DecompressLimits = { outputBytes: 1 << 20, ratio: 500, ratioFloor: 1 << 16 };

/** gzip and zstd streams: never more output than allowed, and the same output however the input is cut. */
export const gzipTarget: FuzzTarget = {
  id: 'gzip',
  files: ['src/kit/stream/'],
  errors: [DecompressError],
  dictionary: [
    [0x1f, 0x8b, 8, 0],
    [0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3],
    [0x28, 0xb5, 0x2f, 0xfd],
    [0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0],
    [0x5f, 0x2a, 0x4d, 0x18, 0, 0, 0, 0],
    [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0],
    [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
    [0x01, 0x00, 0x00],
  ].map((bytes) => Buffer.from(bytes)),
  seeds,
  async run(bytes) {
    const whole = await inflate([bytes]);
    const size = 1 + ((bytes[bytes.length - 1] ?? 0) % 64);
    // Thousands of tiny pieces are slow to feed and show nothing that hundreds do not.
    const pieces = await inflate(splitBytes(bytes, Math.max(size, bytes.length >> 7)));
    deepStrictEqual(pieces.failed, whole.failed, `in pieces ${pieces.code}, whole ${whole.code}`);
    if (!whole.failed) ok(pieces.output.equals(whole.output), 'other output in pieces');
  },
};

function seeds(): Buffer[] {
  const text = Buffer.from('drwxr-xr-x root/root usr/share/doc/ '.repeat(20));
  const gzip = gzipSync(text);
  const zstd = zstdCompressSync(text);
  const named = Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]),
    Buffer.from('name\0'),
    gzip.subarray(10),
  ]);
  const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);
  return [
    gzip,
    named,
    zstd,
    Buffer.concat([gzip, gzip, Buffer.alloc(20)]),
    Buffer.concat([skippable, zstd, skippable, zstd]),
    gzipSync(Buffer.alloc(100_000)),
    zstdCompressSync(Buffer.alloc(200_000)),
    Buffer.from('plain'),
  ];
}

async function inflate(chunks: readonly Buffer[]): Promise<{ output: Buffer; failed: boolean; code: string }> {
  async function* source(): AsyncGenerator<Buffer, void, void> {
    yield* chunks;
  }
  const output: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of decompress(source(), limits)) {
      length += chunk.length;
      ok(length <= limits.outputBytes, 'more output than allowed');
      output.push(chunk);
    }
    return { output: Buffer.concat(output), failed: false, code: '' };
  } catch (error) {
    if (!(error instanceof DecompressError)) throw error;
    return { output: Buffer.concat(output), failed: true, code: error.code };
  }
}
