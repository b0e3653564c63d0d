import { defaultLimits, walkLayer, type LayerRecord } from '#image';
import { readFileRange } from '#kit/stream';
import { receiveChunks, serveTasks } from '#kit/workers';
import { analysers } from './analysers.ts';
import type { LayerTask } from './layer-task.ts';

serveTasks(async ({ bytes, analysers: ids, digestOver, algorithm }: LayerTask): Promise<LayerRecord> => {
  const stored =
    bytes.kind === 'port' ? receiveChunks(bytes.port) : readFileRange(bytes.file, bytes.offset, bytes.length);
  const wanted = analysers.filter(({ id }) => ids.includes(id));
  return walkLayer(stored, wanted, { digestOver, algorithm, limits: defaultLimits });
});
