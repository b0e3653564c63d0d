import { parentPort } from 'node:worker_threads';
import type { WorkerAnswer } from './worker-pool.ts';

/** The worker's side of `WorkerPool`: answers each task with what `work` returns, or with the message of its error. */
export function serveTasks<Task>(work: (task: Task) => Promise<unknown>): void {
  const port = parentPort;
  if (port === null) throw new Error('serveTasks() runs in a worker thread only');
  port.on('message', (task: Task) => {
    work(task).then(
      (result) => port.postMessage({ result } satisfies WorkerAnswer),
      (error: unknown) =>
        port.postMessage({ error: error instanceof Error ? error.message : String(error) } satisfies WorkerAnswer),
    );
  });
}
