import { expect, test } from 'vitest';
import { textLines } from './text-lines.ts';

test('lines have neither their ends nor a byte order mark', () => {
  expect(textLines(Buffer.from('\uFEFFa\r\nb\n\nc\rd'))).toEqual(['a', 'b', '', 'c\rd']);
  expect(textLines(Buffer.alloc(0))).toEqual(['']);
});
