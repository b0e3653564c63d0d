import { resolve } from 'node:path';
import type { OutputChunk } from 'rolldown';
import { expect, test } from 'vitest';
import { chunksByStage } from './chunks.ts';

function chunk(fileName: string, root: string | undefined, moduleIds: string[], imports: string[], isEntry = false) {
  const facadeModuleId = root === undefined ? null : resolve(root);
  return { fileName, facadeModuleId, moduleIds, imports, isEntry } as unknown as OutputChunk;
}

const main = resolve('src/cli/main.ts');
const worker = resolve('src/scan/layer-worker.ts');
const divided = [
  chunk('seawall.js', 'src/cli/main.ts', [main, 'run'], ['severity.js'], true),
  chunk('layer-worker.js', 'src/scan/layer-worker.ts', [worker], ['threads.js'], true),
  chunk('layer-task.js', 'src/scan/layer-task.ts', ['layer-task', 'tar'], ['severity.js', 'threads.js']),
  chunk('scan-image.js', 'src/cli/scan-image.ts', ['scan-image'], ['matcher.js', 'layer-task.js']),
  chunk('json.js', 'src/report/formats/json.ts', ['json'], ['json-text.js']),
  chunk('json-text.js', undefined, ['json-text'], []),
  chunk('severity.js', undefined, ['severity'], []),
  chunk('threads.js', undefined, ['threads'], []),
  chunk('matcher.js', undefined, ['matcher'], ['severity.js']),
  chunk('registry.js', undefined, ['registry'], ['severity.js']),
];

test('a module goes with the first stage that loads it, and nowhere where none does', () => {
  const groups = chunksByStage(divided);
  const stageOf = (id: string) =>
    groups
      .toSorted((a, b) => (b.priority ?? 0) - (a.priority ?? 0))
      .find((group) => (group.test as (module: string) => boolean)(id))?.name;
  expect(divided.flatMap(({ moduleIds }) => moduleIds).map((id) => [id, stageOf(id)])).toEqual([
    // Programs that run when they are loaded stand alone.
    [main, undefined],
    ['run', 'start'],
    [worker, undefined],
    ['layer-task', 'layers'],
    ['tar', 'layers'],
    ['scan-image', 'scan'],
    ['json', 'formats'],
    ['json-text', 'formats'],
    ['severity', 'start'],
    ['threads', 'worker'],
    ['matcher', 'scan'],
    ['registry', undefined],
  ]);
});

test('a stage that is not there is an error, not a bundle in pieces', () => {
  expect(() => chunksByStage(divided.slice(1))).toThrow('src/cli/main.ts has no chunk');
});
