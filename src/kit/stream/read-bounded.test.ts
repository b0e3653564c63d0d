import { expect, test } from 'vitest';
import { readBounded, TooLongError } from './read-bounded.ts';

async function* endless(log: string[] = []): AsyncGenerator<Buffer, void, void> {
  try {
    for (;;) yield Buffer.alloc(10, 'x');
  } finally {
    log.push('closed');
  }
}

async function* of(...parts: string[]): AsyncGenerator<Buffer, void, void> {
  for (const part of parts) yield Buffer.from(part);
}

test('a stream up to the cap is read whole', async () => {
  expect(await readBounded(of('ab', 'c'), 3)).toEqual(Buffer.from('abc'));
  expect(await readBounded(of('abc'), 3)).toEqual(Buffer.from('abc'));
  expect(await readBounded(of(), 0)).toEqual(Buffer.alloc(0));
});

test('a longer one is refused as soon as it is longer, and closed', async () => {
  await expect(readBounded(of('ab', 'cd'), 3)).rejects.toThrow(TooLongError);
  const log: string[] = [];
  await expect(readBounded(endless(log), 95)).rejects.toMatchObject({
    cap: 95,
    message: 'stream of more than 95 bytes',
  });
  expect(log).toEqual(['closed']);
});
