import { expect, test } from 'vitest';
import { hashing } from './hashing.ts';

async function* of(...parts: string[]): AsyncGenerator<Buffer, void, void> {
  for (const part of parts) yield Buffer.from(part);
}

const sha256OfAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

test('a stream passes unchanged and has its digest at the end', async () => {
  const hashed = hashing(of('a', 'bc'), 'sha256');
  const seen: string[] = [];
  for await (const chunk of hashed.stream) seen.push(chunk.toString());
  expect(seen).toEqual(['a', 'bc']);
  expect(hashed.length()).toBe(3);
  expect(hashed.digest()).toBe(sha256OfAbc);
  expect(hashed.digest()).toBe(sha256OfAbc);
});

test('there is no digest of a part', async () => {
  const hashed = hashing(of('a', 'bc'), 'sha256');
  for await (const chunk of hashed.stream) if (chunk.length > 0) break;
  expect(() => hashed.digest()).toThrow('not read to its end');
});
