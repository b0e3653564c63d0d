import { join } from 'node:path';
import { runCommand } from '../parts/run-command.ts';
import type { Application } from './application.ts';

/** Installed by pip into a virtual environment, pip itself among it. */
export const pythonApplication: Application = {
  name: 'pip',
  tools: ['python3'],
  type: 'pypi',
  async build(root) {
    const folder = join(root, 'opt/venv');
    await runCommand('python3', ['-m', 'venv', folder]);
    const pip = (...args: string[]) => runCommand(join(folder, 'bin/python'), ['-m', 'pip', ...args]);
    await pip('install', '--quiet', 'Flask==2.2.2', 'requests==2.31.0', 'zope.interface==6.1', 'PyYAML==6.0.1');
    const listed = JSON.parse(await pip('list', '--format', 'json')) as { name: string; version: string }[];
    return listed.map(({ name, version }) => `${name} ${version}`).toSorted();
  },
};
