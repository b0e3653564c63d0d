import { receiveChunks } from './chunk-channel.ts';
import { hashBeside, type HashTask } from './read-beside.ts';
import { serveTasks } from './serve-tasks.ts';
import type { MessagePort } from 'node:worker_threads';

/** What the tests of this room ask a worker to do. */
export type TestTask = { say: string } | { fail: string } | { exit: number } | { count: MessagePort } | HashTask;

serveTasks(async (task: TestTask): Promise<unknown> => {
  if ('fail' in task) throw new Error(task.fail);
  if ('exit' in task) process.exit(task.exit);
  if ('say' in task) return task.say;
  if ('hash' in task) return hashBeside(task);
  let bytes = 0;
  for await (const chunk of receiveChunks(task.count)) bytes += chunk.length;
  return bytes;
});
