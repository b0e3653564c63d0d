import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeName, encodeName } from './decode-name.ts';

test.each([
  ['ASCII', Buffer.from('etc/passwd'), 'etc/passwd'],
  ['UTF-8', Buffer.from('é語🌊'), 'é語🌊'],
  ['the replacement character itself', Buffer.from('a\ufffdb'), 'a\ufffdb'],
  ['Latin-1', Buffer.from([0x61, 0xe9, 0x62]), 'a\udce9b'],
  ['a cut sequence', Buffer.from([0xe8, 0xaa]), '\udce8\udcaa'],
  ['an overlong sequence', Buffer.from([0xc0, 0xaf]), '\udcc0\udcaf'],
  ['an encoded surrogate', Buffer.from([0xed, 0xb2, 0x80]), '\udced\udcb2\udc80'],
  ['good and bad together', Buffer.concat([Buffer.from('é'), Buffer.of(0xff), Buffer.from('語')]), 'é\udcff語'],
])('names in %s are decoded', (_what, bytes, name) => {
  expect(decodeName(bytes)).toBe(name);
});

test('a part of a buffer is decoded alone', () => {
  expect(decodeName(Buffer.from('xxéyy'), 2, 4)).toBe('é');
});

test('every name comes back byte for byte, so different names stay different', () => {
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.uint8Array({ maxLength: 40, min: 0x70 }),
    fc.string({ unit: 'binary', maxLength: 10 }).map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      expect(encodeName(decodeName(Buffer.from(bytes))).equals(bytes)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
