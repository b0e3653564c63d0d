import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sniffBytes, sniffCompression } from './sniff-compression.ts';

describe('the head of a stream tells its compression', () => {
  test.each([
    ['gzip', gzipSync('x')],
    ['zstd', zstdCompressSync('x')],
    ['zstd', Buffer.from([0x50, 0x2a, 0x4d, 0x18])],
    ['zstd', Buffer.from([0x5f, 0x2a, 0x4d, 0x18])],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0])],
    ['bzip2', Buffer.from('BZh61AY&SY', 'latin1')],
    ['bzip2', Buffer.from('BZh9\x17\x72\x45\x38\x50\x90', 'latin1')],
  ])('%s', (compression, bytes) => {
    expect(sniffCompression(bytes.subarray(0, sniffBytes))).toBe(compression);
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(512)],
    ['half a magic number', Buffer.from([0x1f])],
    ['a tar whose first name begins like bzip2', Buffer.from('BZhang/file', 'latin1')],
    ['a number next to the skippable ones', Buffer.from([0x60, 0x2a, 0x4d, 0x18])],
  ])('none for %s', (_what, bytes) => {
    expect(sniffCompression(bytes)).toBe('none');
  });
});
