import { expect, test } from 'vitest';
import { chunked } from './chunked.ts';

test('joins small pieces, in order, and loses none', () => {
  const pieces = Array.from({ length: 50_000 }, (_, index) => `${index},`);
  const chunks = [...chunked(pieces)];
  expect(chunks.join('')).toBe(pieces.join(''));
  expect(chunks.length).toBeGreaterThan(2);
  expect(chunks.length).toBeLessThan(10);
});

test('asks for no more pieces than a chunk needs', () => {
  let asked = 0;
  const endless = (function* () {
    for (;;) yield 'x'.repeat((asked += 1) && 1000);
  })();
  chunked(endless).next();
  expect(asked).toBe(66);
});

test('nothing gives nothing', () => {
  expect([...chunked([])]).toEqual([]);
  expect([...chunked([''])]).toEqual([]);
});
