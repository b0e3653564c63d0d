import { bufferAccess } from '#kit/stream';
import { expect, test } from 'vitest';
import { visitStandaloneTexts } from './standalone-texts.ts';

const MiB = 1024 * 1024;

function texts(content: string | Buffer): string[] {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  const found: string[] = [];
  visitStandaloneTexts(bufferAccess(bytes), (text, offset) => {
    expect(bytes.toString('latin1', offset, offset + text.length)).toBe(text);
    found.push(text);
  });
  return found;
}

test('gives what stands between two NULs, and what ends with one behind numbers', () => {
  expect(texts('\x001.2.3\0\0v5.40.1\0\xff\xff1.40.0\0 8.39 2016\0')).toEqual([
    '1.2.3',
    'v5.40.1',
    '1.40.0',
    ' 8.39 2016',
  ]);
});

test('gives no text that is not ended by a NUL, has no digit, or is too short or too long', () => {
  expect(texts(`\x001.2.3\n\0word\0${'9'}\0${'42'}\0${'1'.repeat(97)}\0${'1.2.3'}`)).toEqual([]);
  expect(texts(`\0${'1'.repeat(96)}\x00123\0`)).toEqual(['1'.repeat(96), '123']);
});

test('gives a text at the very beginning', () => {
  expect(texts('1.2.3\0')).toEqual(['1.2.3']);
});

test('gives a text once wherever two windows meet', () => {
  for (const place of [MiB - 97, MiB - 7, MiB - 6, MiB - 5, MiB - 3, MiB - 1, MiB]) {
    const bytes = Buffer.alloc(MiB + 200);
    bytes.write('1.23.4', place, 'latin1');
    expect(texts(bytes)).toEqual(['1.23.4']);
  }
});

test('an over-long text that begins in an earlier window is none', () => {
  const bytes = Buffer.alloc(MiB + 200);
  bytes.fill('1', MiB - 150, MiB + 3);
  expect(texts(bytes)).toEqual([]);
});

test('gives nothing from a file of nothing but short or endless texts', () => {
  const bytes = Buffer.from('1\0'.repeat(MiB), 'latin1');
  expect(texts(bytes)).toEqual([]);
  expect(texts(Buffer.alloc(4 * MiB, '1'))).toEqual([]);
});
