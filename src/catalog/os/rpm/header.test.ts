import { describe, expect, test } from 'vitest';
import { type TagValue, writeRpmHeader } from '../../../../test/fixtures/rpm-header-writer.ts';
import { RpmHeader } from './header.ts';
import { rpmTag } from './rpm-tag.ts';

function header(...tags: [number, TagValue][]): RpmHeader {
  return new RpmHeader(writeRpmHeader(new Map(tags)));
}

describe('an rpm header', () => {
  test('gives strings, lists of strings and numbers by tag', () => {
    const read = header(
      [rpmTag.name, 'bash'],
      [rpmTag.baseNames, ['a', '', 'c']],
      [rpmTag.dirIndexes, [7, 0xffffffff]],
    );
    expect(read.string(rpmTag.name)).toBe('bash');
    expect(read.strings(rpmTag.baseNames)).toEqual(['a', '', 'c']);
    expect([...(read.integers(rpmTag.dirIndexes) ?? [])]).toEqual([7, 0xffffffff]);
  });

  test('gives undefined for a tag that it does not have', () => {
    const read = header([rpmTag.name, 'bash']);
    expect(read.string(rpmTag.vendor)).toBeUndefined();
    expect(read.strings(rpmTag.baseNames)).toBeUndefined();
    expect(read.integers(rpmTag.epoch)).toBeUndefined();
  });

  test('reads one- and two-byte numbers', () => {
    const read = header(
      [1, { type: 1, count: 3, data: Buffer.from([0, 2, 255]) }],
      [2, { type: 3, count: 2, data: Buffer.from([0x41, 0xed, 0x81, 0xa4]) }],
    );
    expect([...(read.integers(1) ?? [])]).toEqual([0, 2, 255]);
    expect([...(read.integers(2) ?? [])]).toEqual([0x41ed, 0x81a4]);
  });

  test('takes the first locale of a translated string', () => {
    const read = header([rpmTag.license, { type: 9, count: 2, data: Buffer.from('Public domain\0Gemeinfrei\0') }]);
    expect(read.string(rpmTag.license)).toBe('Public domain');
  });

  test('reads UTF-8', () => {
    expect(header([rpmTag.vendor, 'Škoda 車']).string(rpmTag.vendor)).toBe('Škoda 車');
  });

  test('prefers an entry that was added after installation to the sealed one', () => {
    const blob = writeRpmHeader(new Map([[rpmTag.vendor, 'old']]), new Map([[rpmTag.vendor, 'new']]));
    expect(new RpmHeader(blob).string(rpmTag.vendor)).toBe('new');
  });

  test('reads a header without a region, as before rpm 4', () => {
    const blob = Buffer.alloc(8 + 16 + 5);
    blob.writeUInt32BE(1, 0);
    blob.writeUInt32BE(5, 4);
    blob.writeUInt32BE(rpmTag.name, 8);
    blob.writeUInt32BE(6, 12);
    blob.writeUInt32BE(1, 20);
    blob.write('bash\0', 24);
    expect(new RpmHeader(blob).string(rpmTag.name)).toBe('bash');
  });
});

describe('a broken rpm header', () => {
  const sound = writeRpmHeader(new Map<number, TagValue>([[rpmTag.name, 'bash']]));

  test.each([0, 7])('of %i bytes is refused', (length) => {
    expect(() => new RpmHeader(sound.subarray(0, length))).toThrow(`header of ${length} bytes`);
  });

  test('that is cut off is refused wherever the cut is', () => {
    for (let length = 0; length < sound.length; length++) {
      expect(() => new RpmHeader(sound.subarray(0, length)), `${length} bytes`).toThrow(/header/);
    }
  });

  test.each([
    [0, 0, 'header with 0 entries'],
    [0, 0x10000, 'header with 65536 entries'],
    [0, 0xffffffff, 'header with 4294967295 entries'],
    [4, 0x10000000, 'header with a store of 268435456 bytes'],
    [4, 0x0fffffff, `header of ${sound.length} bytes needs`],
  ])('with %i set to %i is refused', (at, value, message) => {
    const blob = Buffer.from(sound);
    blob.writeUInt32BE(value, at);
    expect(() => new RpmHeader(blob)).toThrow(message);
  });

  test('says which tag claims too many elements, and none', () => {
    const data = Buffer.alloc(8);
    expect(() => header([5, { type: 4, count: 0x100000, data }]).integers(5)).toThrow('tag 5 claims 1048576 elements');
    expect(() => header([5, { type: 4, count: 0, data }]).integers(5)).toThrow('tag 5 claims 0 elements');
    expect(() => header([5, { type: 4, count: 2 ** 32 - 1, data }]).integers(5)).toThrow('tag 5 claims 4294967295');
  });

  test('says which tag reaches beyond the store', () => {
    const data = Buffer.alloc(8);
    expect(() => header([5, { type: 4, count: 100, data }]).integers(5)).toThrow('tag 5 reaches beyond the store');
    expect(() => header([5, { type: 4, count: 1, data, offset: 4000 }]).integers(5)).toThrow('outside the store');
    expect(() => header([5, { type: 4, count: 1, data, offset: -16 }]).integers(5)).toThrow('outside the store');
  });

  test('says which string does not end', () => {
    const read = header([5, { type: 8, count: 60, data: Buffer.from('a\0b\0') }]);
    expect(() => read.strings(5)).toThrow('tag 5 has a string without end');
  });

  test('says which tag has another type', () => {
    expect(() => header([5, 'text']).integers(5)).toThrow('tag 5 has type 6, not a number');
    expect(() => header([5, 7]).string(5)).toThrow('tag 5 has type 4, not a string');
    expect(() => header([5, { type: 99, count: 1, data: Buffer.alloc(8) }]).strings(5)).toThrow('type 99');
  });

  test('cannot give the same bytes under many tags', () => {
    const long = { type: 6, count: 1, data: Buffer.from(`${'x'.repeat(1000)}\0`) };
    const tags = new Map<number, TagValue>([[1, long]]);
    for (let tag = 2; tag < 10; tag++) tags.set(tag, { type: 6, count: 1, data: Buffer.alloc(0), offset: 0 });
    const read = new RpmHeader(writeRpmHeader(tags));
    expect(read.string(1)).toHaveLength(1000);
    expect(() => read.string(2)).toThrow('tag 2 shares its bytes with other tags');
  });
});
