import { resolve } from 'node:path';
import type { CodeSplittingGroup, OutputChunk } from 'rolldown';

/** What is loaded one after the other: the program, a worker thread, what reads layers, what else a scan needs, what prints it. */
const stages = [
  { name: 'start', root: 'src/cli/main.ts' },
  { name: 'worker', root: 'src/scan/layer-worker.ts' },
  { name: 'layers', root: 'src/scan/layer-task.ts' },
  { name: 'scan', root: 'src/cli/scan-image.ts' },
  { name: 'formats', root: 'src/report/formats/json.ts' },
];

/**
 * Puts what a scan loads at each stage into one chunk, by how a bundler divided it that knew nothing of that: into fifty small
 * files, each shared with other commands than the next, which took 10 ms to find and open. A command that shares a part with a
 * scan loads more than it needs, which takes as long.
 */
export function chunksByStage(divided: readonly OutputChunk[]): CodeSplittingGroup[] {
  const byFile = new Map(divided.map((chunk) => [chunk.fileName, chunk]));
  const taken = new Set<string>();
  return stages.map(({ name, root }, at) => {
    const own = new Set<string>();
    const entry = divided.find(({ facadeModuleId }) => facadeModuleId === resolve(root));
    if (entry === undefined) throw new Error(`${root} has no chunk`);
    const reached = new Set([entry.fileName]);
    for (const file of reached) {
      const chunk = byFile.get(file);
      for (const id of chunk?.moduleIds ?? []) if (!taken.has(id)) own.add(id);
      for (const imported of chunk?.imports ?? []) reached.add(imported);
    }
    // Entries stay what they are: nothing may import a program that runs when it is imported.
    if (entry.isEntry) own.delete(resolve(root));
    for (const id of own) taken.add(id);
    return { name, priority: stages.length - at, test: (id) => own.has(id) };
  });
}
