import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bufferAccess, fileAccess } from './random-access.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'seawall-access-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'file');
  writeFileSync(path, text);
  return path;
}

describe.each([
  ['a buffer', (text: string) => ({ ...bufferAccess(Buffer.from(text)), close: () => {} })],
  ['a file', (text: string) => fileAccess(file(text))],
])('%s', (_what, open) => {
  test('is read at any place, to its last byte', () => {
    const access = open('0123456789');
    expect(access.size).toBe(10);
    expect(access.read(7, 3).toString()).toBe('789');
    expect(access.read(0, 2).toString()).toBe('01');
    expect(access.read(10, 0)).toHaveLength(0);
    access.close();
  });

  test.each([
    [-1, 2],
    [0, 11],
    [10, 1],
    [2 ** 60, 1],
    [0, -1],
    [0.5, 1],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])('is not read from %d for %d bytes, which is outside', (offset, length) => {
    const access = open('0123456789');
    expect(() => access.read(offset, length)).toThrow(RangeError);
    access.close();
  });
});

test('a file that became shorter is an error and not zeros', () => {
  const path = file('0123456789');
  const access = fileAccess(path);
  truncateSync(path, 4);
  expect(() => access.read(2, 6)).toThrow('became shorter');
  access.close();
});
