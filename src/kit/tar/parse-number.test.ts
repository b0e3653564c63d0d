import { describe, expect, test } from 'vitest';
import { parseNumber } from './parse-number.ts';

function parse(field: string | number[]): number {
  const bytes = typeof field === 'string' ? Buffer.from(field, 'latin1') : Buffer.from(field);
  return parseNumber(Buffer.concat([Buffer.alloc(3, 0x37), bytes, Buffer.alloc(3, 0x37)]), 3, bytes.length);
}

describe('octal fields', () => {
  test.each([
    ['00000000017\0', 15],
    ['17', 15],
    ['  17 \0', 15],
    ['\0\x0017', 15],
    ['17\0garbage', 15],
    ['        ', 0],
    ['\0\0\0\0', 0],
    ['777777777777', 8 ** 12 - 1],
  ])('%j is %d', (field, value) => {
    expect(parse(field)).toBe(value);
  });

  test.each(['18', '-17', '1 7', '17 \x007', 'x', '0x17', '17\t'])('%j is none', (field) => {
    expect(parse(field)).toBeNaN();
  });
});

describe('base-256 fields', () => {
  test.each([
    [[0x80, 0, 0, 0, 0, 0, 0, 1], 1],
    [[0x80, 0, 0, 2, 0, 0, 0, 0], 2 ** 33],
    [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], -1],
    [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00], -256],
    [[0xbf], 63],
    [[0xc0], -64],
  ])('%j is %d', (field, value) => {
    expect(parse(field)).toBe(value);
  });
});
