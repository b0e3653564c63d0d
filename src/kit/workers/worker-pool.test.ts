import { afterAll, expect, test } from 'vitest';
import { sendChunks } from './chunk-channel.ts';
import type { TestTask } from './test-worker.ts';
import { workerEntry } from './worker-entry.ts';
import { WorkerPool } from './worker-pool.ts';

const pool = new WorkerPool(workerEntry('test-worker', import.meta.url), { size: 2, heapMegabytes: 64 });
afterAll(() => pool.close());

const run = (task: TestTask) => pool.run(task);

test('answers every task, more than there are workers', async () => {
  const words = Array.from({ length: 20 }, (_, at) => `word ${at}`);
  expect(await Promise.all(words.map((say) => run({ say })))).toEqual(words);
});

test('a task is chosen when a worker is free for it, and may be none by then', async () => {
  const words = ['a', 'b', 'c', 'd'];
  const choose = () => {
    const say = words.shift();
    return say === undefined ? undefined : { task: { say } satisfies TestTask };
  };
  const answers = Array.from({ length: 4 }, () => pool.runNext(choose));
  // Two workers have begun, so one of the others is left for somebody else.
  expect(words).toEqual(['c', 'd']);
  words.pop();
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', undefined]);
  expect(await run({ say: 'still here' })).toBe('still here');
});

test('an error in a task fails that task only', async () => {
  const answers = await Promise.allSettled([run({ fail: 'broken' }), run({ say: 'whole' })]);
  expect(answers[0]).toMatchObject({ status: 'rejected', reason: { message: 'broken' } });
  expect(answers[1]).toMatchObject({ status: 'fulfilled', value: 'whole' });
});

test('a worker that dies fails its task, and the next task gets a new one', async () => {
  await expect(run({ exit: 3 })).rejects.toThrow(/3/);
  await expect(run({ exit: 3 })).rejects.toThrow(/3/);
  await expect(run({ exit: 3 })).rejects.toThrow(/3/);
  expect(await run({ say: 'still here' })).toBe('still here');
});

test('bytes reach a worker whole and in bounded pieces under way', async () => {
  let sent = 0;
  async function* source() {
    for (; sent < 200; sent += 1) yield Buffer.alloc(1000, sent);
  }
  const { port, pump } = sendChunks(source());
  const [bytes] = await Promise.all([pool.run({ count: port } satisfies TestTask, [port]), pump]);
  expect(bytes).toBe(200_000);
});

test('an error of the source reaches the worker as its error', async () => {
  async function* source() {
    yield Buffer.from('x');
    throw new Error('connection reset');
  }
  const { port, pump } = sendChunks(source());
  const answer = pool.run({ count: port } satisfies TestTask, [port]);
  await pump;
  await expect(answer).rejects.toThrow('connection reset');
});
