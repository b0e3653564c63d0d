import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../parts/run-command.ts';
import type { Application } from './application.ts';

const manifest = {
  name: 'shop',
  version: '1.0.0',
  private: true,
  dependencies: { express: '4.18.2', lodash: '4.17.20', '@babel/runtime': '7.23.2' },
  devDependencies: { semver: '7.5.3' },
};

interface Listed {
  from?: string;
  version?: string;
  dependencies?: Record<string, Listed>;
  devDependencies?: Record<string, Listed>;
}

/** Installed by pnpm: one folder of links for each package below `node_modules/.pnpm`. */
export const pnpmApplication: Application = {
  name: 'pnpm',
  tools: ['npm'],
  type: 'npm',
  async build(root) {
    const folder = join(root, 'srv/shop');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    const pnpm = (...args: string[]) =>
      runCommand('npx', ['--yes', '--loglevel=error', 'pnpm@9.15.9', ...args], { cwd: folder });
    await pnpm('install', '--ignore-scripts', '--package-import-method=copy', '--silent');
    const [listed = {}] = JSON.parse(await pnpm('list', '--depth=Infinity', '--json')) as Listed[];
    return [...new Set(collect(listed))].toSorted();
  },
};

function collect({ dependencies = {}, devDependencies = {} }: Listed): string[] {
  return [...Object.values(dependencies), ...Object.values(devDependencies)].flatMap((item) => [
    `${item.from} ${item.version}`,
    ...collect(item),
  ]);
}
