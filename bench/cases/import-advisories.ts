import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchCase } from '../case.ts';

/** All vulnerability data into an empty data directory; its value is the size of the database beside its input. */
export const importAdvisories: BenchCase = {
  id: 'import',
  title: 'import of all advisories',
  needs: ['BENCH_ADVISORIES'],
  mostRuns: 3,
  async plan(bench) {
    const advisories = bench.required('BENCH_ADVISORIES');
    const data = join(bench.scratch('import'), 'data');
    return {
      sides: [
        {
          name: 'seawall',
          command: [bench.seawall, 'db', 'import', '--data-dir', data, advisories],
          prepare: () => rmSync(data, { recursive: true, force: true }),
          found: (stdout) => `${importedFiles(stdout, advisories).length} files imported`,
          value: (stdout) => {
            const files = importedFiles(stdout, advisories);
            const input = files.reduce((sum, file) => sum + statSync(file).size, 0);
            return folderBytes(join(data, 'db')) / input;
          },
        },
      ],
      valueUnit: '÷ input',
      bars: [
        { side: 'seawall', figure: 'wall', limit: 90, bound: 'at most' },
        { side: 'seawall', figure: 'peak', limit: 300e6, bound: 'at most' },
        { side: 'seawall', figure: 'value', limit: 3, bound: 'at most' },
      ],
    };
  },
};

/** Files below `folder` that the output names as imported; what was skipped is no input. @throws Error for none */
function importedFiles(stdout: string, folder: string): string[] {
  const files = filesBelow(folder).filter((file) => stdout.includes(`${file}: `));
  if (files.length === 0) throw new Error('nothing was imported');
  return files;
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function folderBytes(folder: string): number {
  return filesBelow(folder).reduce((sum, file) => sum + statSync(file).size, 0);
}
