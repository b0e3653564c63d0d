import { expect, test } from 'vitest';
import { peek } from './peek.ts';

async function* of(log: string[], ...parts: string[]): AsyncGenerator<Buffer, void, void> {
  try {
    for (const part of parts) {
      log.push(part);
      yield Buffer.from(part);
    }
  } finally {
    log.push('closed');
  }
}

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += chunk.toString();
  return all;
}

test('the head is there before the rest is read, and the stream is whole', async () => {
  const log: string[] = [];
  const { head, stream } = await peek(of(log, 'ab', 'cd', 'ef'), 3);
  expect(head.toString()).toBe('abc');
  expect(log).toEqual(['ab', 'cd']);
  expect(await text(stream)).toBe('abcdef');
});

test('of a shorter stream the head is all there is', async () => {
  const { head, stream } = await peek(of([], 'ab'), 10);
  expect(head.toString()).toBe('ab');
  expect(await text(stream)).toBe('ab');
});

test('the source is closed when the stream is returned, read or not', async () => {
  const unread: string[] = [];
  await (await peek(of(unread, 'ab', 'cd'), 1)).stream.return();
  expect(unread).toEqual(['ab', 'closed']);
  const half: string[] = [];
  for await (const chunk of (await peek(of(half, 'ab', 'cd'), 1)).stream) if (chunk.length > 0) break;
  expect(half).toEqual(['ab', 'closed']);
});
