import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../test/parts/run-command.ts';
import type { Bench } from '../bench.ts';
import type { BenchCase } from '../case.ts';

/** What an advisory update costs a server: the component lists of earlier scans matched anew, without the images. */
export const rematch: BenchCase = {
  id: 'rematch',
  title: 're-matching stored component lists, one thread',
  needs: ['BENCH_DEBIAN_LAYOUT', 'BENCH_ADVISORIES'],
  async plan(bench) {
    const data = await bench.dataDirectory();
    const list = await storeList(bench, data);
    return {
      sides: [
        {
          name: 'seawall',
          command: [process.execPath, join(bench.root, 'bench/programs/rematch.ts'), data, list],
          value: (stdout) => (JSON.parse(stdout) as Rematched).listsPerSecond,
          found: (stdout) => {
            const { packages, findings } = JSON.parse(stdout) as Rematched;
            return `lists of ${packages} packages, ${findings} findings`;
          },
        },
      ],
      valueUnit: 'lists/s',
      bars: [{ side: 'seawall', figure: 'value', limit: 1000, bound: 'at least' }],
    };
  },
};

interface Rematched {
  listsPerSecond: number;
  packages: number;
  findings: number;
}

async function storeList(bench: Bench, data: string): Promise<string> {
  const file = join(bench.scratch('rematch'), 'list.json');
  const reference = `oci:${bench.required('BENCH_DEBIAN_LAYOUT')}`;
  const args = ['scan', 'image', reference, '--only', 'packages', '--format', 'json', '--data-dir', data, '--quiet'];
  writeFileSync(file, await runCommand(bench.seawall, args));
  return file;
}
