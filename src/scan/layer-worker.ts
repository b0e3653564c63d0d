import { hashBeside, serveTasks, type HashTask } from '#kit/workers';
import type { LayerTask } from './layer-task.ts';

serveTasks(async (task: LayerTask | HashTask): Promise<unknown> => {
  if ('hash' in task) return hashBeside(task);
  // Loaded when asked for: a thread that hashes needs none of the analysers.
  const { readLayer } = await import('./layer-task.ts');
  return readLayer(task);
});
