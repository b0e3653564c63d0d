import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../parts/run-command.ts';
import type { Application } from './application.ts';

const manifest = {
  name: 'shop',
  version: '1.0.0',
  private: true,
  dependencies: { express: '4.18.2', lodash: '4.17.20', '@babel/runtime': '7.23.2', 'other-ms': 'npm:ms@2.1.2' },
  devDependencies: { semver: '7.5.3' },
};

interface Listed {
  name?: string;
  version?: string;
  dependencies?: Record<string, Listed>;
}

/** Installed by npm, development dependencies too, as images often are. */
export const npmApplication: Application = {
  name: 'npm',
  tools: ['npm'],
  type: 'npm',
  async build(root) {
    const folder = join(root, 'srv/shop');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    const npm = (...args: string[]) => runCommand('npm', args, { cwd: folder });
    await npm('install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
    // `--long` tells the real name of what is installed under another one.
    const listed = JSON.parse(await npm('ls', '--all', '--json', '--long', '--loglevel=error')) as Listed;
    return collect(listed);
  },
};

function collect({ dependencies = {} }: Listed): string[] {
  const found = Object.values(dependencies).flatMap((item) =>
    item.version === undefined ? [] : [`${item.name} ${item.version}`, ...collect(item)],
  );
  return [...new Set(found)].toSorted();
}
