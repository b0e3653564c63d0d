import { createReadStream } from 'node:fs';
import { defaultLimits, walkLayer, type LayerRecord } from '#image';
import { receiveChunks, serveTasks } from '#kit/workers';
import { analysers } from './analysers.ts';
import type { LayerTask } from './layer-task.ts';

serveTasks(async ({ bytes, analysers: ids, digestOver, algorithm }: LayerTask): Promise<LayerRecord> => {
  const stored = bytes.kind === 'port' ? receiveChunks(bytes.port) : fileRange(bytes);
  const wanted = analysers.filter(({ id }) => ids.includes(id));
  return walkLayer(stored, wanted, { digestOver, algorithm, limits: defaultLimits });
});

async function* fileRange({
  file,
  offset,
  length,
}: {
  file: string;
  offset: number;
  length: number;
}): AsyncGenerator<Buffer> {
  if (length === 0) return;
  yield* createReadStream(file, { start: offset, end: offset + length - 1, highWaterMark: 256 * 1024 });
}
