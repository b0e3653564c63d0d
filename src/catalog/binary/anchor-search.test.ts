import { bufferAccess } from '#kit/stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AnchorSearch } from './anchor-search.ts';

const MiB = 1024 * 1024;

function locate(anchors: readonly string[], bytes: Buffer): Map<string, number[]> {
  return new AnchorSearch(anchors).locate(bufferAccess(bytes));
}

test('finds every anchor wherever it stands, also inside and over another', () => {
  const text = Buffer.from('abcdefgh--bcdefghi--abcdefghi', 'latin1');
  expect(locate(['abcdefgh', 'bcdefghi', 'abcdefghi', 'nowhere'], text)).toEqual(
    new Map([
      ['abcdefgh', [0, 20]],
      ['bcdefghi', [10, 21]],
      ['abcdefghi', [20]],
    ]),
  );
});

test('finds what begins in one window and ends in the next, once', () => {
  const bytes = Buffer.alloc(2 * MiB + 20, 0x20);
  const places = [0, MiB - 8, MiB - 5, MiB - 1, MiB, 2 * MiB - 3, bytes.length - 9];
  for (const place of places) {
    bytes.fill(0x20);
    bytes.write('anchor-1\0', place, 'latin1');
    expect(locate(['anchor-1\0', 'anchor-12'], bytes)).toEqual(new Map([['anchor-1\0', [place]]]));
  }
});

test('finds nothing in an empty file, and nothing when it looks for nothing', () => {
  expect(locate(['anchor'], Buffer.alloc(0)).size).toBe(0);
  expect(locate(['anchor'], Buffer.from('anch')).size).toBe(0);
  expect(locate([], Buffer.from('anchor')).size).toBe(0);
});

test('refuses an anchor that is too short to be one', () => {
  expect(() => new AnchorSearch(['long enough', 'abc'])).toThrow(RangeError);
});

test('keeps a bounded number of places in a file made of anchors', () => {
  const found = locate(['aaaaaaaa', 'aaaa'], Buffer.alloc(100_000, 'a'));
  expect(found.get('aaaaaaaa')?.length).toBe(1000);
  expect(found.get('aaaa')?.length).toBe(1000);
});

test('agrees with a plain search on arbitrary bytes', () => {
  const byte = fc.integer({ min: 0x61, max: 0x63 });
  const text = (minLength: number, maxLength: number) =>
    fc.array(byte, { minLength, maxLength }).map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(fc.array(text(4, 9), { minLength: 1, maxLength: 6 }), text(0, 200), (anchors, content) => {
      const found = locate(anchors, Buffer.from(content, 'latin1'));
      for (const anchor of anchors) {
        const places = Array.from({ length: content.length }).flatMap((_, at) =>
          content.startsWith(anchor, at) ? [at] : [],
        );
        expect(found.get(anchor) ?? []).toEqual(places);
      }
    }),
  );
});
