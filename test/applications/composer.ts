import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../parts/run-command.ts';
import type { Application } from './application.ts';

const manifest = {
  name: 'shop/app',
  repositories: [{ type: 'path', url: '../parts/*', options: { symlink: false } }, { packagist: false }],
  require: { 'shop/cart': '1.4.0' },
  'require-dev': { 'shop/testing': '*' },
};

const parts = [
  { name: 'shop/cart', version: '1.4.0', require: { 'shop/money': '^2.0' } },
  { name: 'shop/money', version: '2.3.1' },
  { name: 'shop/testing', version: '0.1.0' },
];

/** Installed by Composer from folders beside it; nothing is fetched. */
export const composerApplication: Application = {
  name: 'composer',
  tools: ['composer'],
  type: 'composer',
  async build(root) {
    const folder = join(root, 'var/www/app');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'composer.json'), JSON.stringify(manifest));
    for (const part of parts) {
      const place = join(root, 'var/www/parts', part.name.replace('shop/', ''));
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'composer.json'), JSON.stringify(part));
    }
    const env = { ...process.env, COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_HOME: join(root, '..', 'composer-home') };
    const composer = (...args: string[]) => runCommand('composer', args, { cwd: folder, env });
    await composer('install', '--no-interaction', '--quiet');
    const { installed } = JSON.parse(await composer('show', '--format=json')) as {
      installed: { name: string; version: string }[];
    };
    return installed.map(({ name, version }) => `${name} ${version}`).toSorted();
  },
};
