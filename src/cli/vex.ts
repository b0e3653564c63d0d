import { resolve } from 'node:path';
import { parseVex, type VexStatement } from '#advisory';
import { messages } from './messages.en.ts';
import { readBounded } from './read-bounded.ts';
import { warn, type World } from './world.ts';

const maxBytes = 256 * 1024 * 1024;

/**
 * The statements of the files named with `--vex`; what is not understood in them is said in one line a file.
 * @throws SeawallError (usage) for a file that cannot be read or is no VEX document
 */
export async function readVex(
  { vex, quiet }: { vex: readonly string[]; quiet?: boolean },
  { folder, stderr }: World,
): Promise<VexStatement[]> {
  const lists: VexStatement[][] = [];
  for (const file of vex) {
    const { statements, problems } = parseVex(file, await readBounded(file, resolve(folder, file), maxBytes));
    const [first] = problems;
    if (first !== undefined && quiet !== true)
      await warn(stderr, messages.scan.vexProblems(file, problems.length, first));
    lists.push(statements);
  }
  return lists.flat();
}
