import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianRoot } from '../../parts/debian-roots.ts';
import { runCommand } from '../../parts/run-command.ts';
import { debianTools } from './debian.ts';
import { layerOf, writeImage, type ImageRecipe } from './recipe.ts';

/** Packages of Debian 12 whose programs and libraries tell name and version by their bytes. */
export const programPackages = [
  'apache2-bin',
  'bash',
  'bind9',
  'busybox',
  'curl',
  'dnsmasq-base',
  'exim4-daemon-light',
  'git',
  'golang-1.19-go',
  'haproxy',
  'libc6',
  'libnode108',
  'libperl5.36',
  'libpython3.11',
  'libruby3.1',
  'libsqlite3-0',
  'libssl3',
  'lighttpd',
  'mariadb-server-core',
  'memcached',
  'nginx',
  'nodejs',
  'openjdk-17-jre-headless',
  'openssh-server',
  'openssl',
  'perl-base',
  'php8.2-cli',
  'postgresql-15',
  'python3.11-minimal',
  'redis-tools',
  'rsync',
  'sqlite3',
  'zlib1g',
] as const;

/** Their files in a folder that dpkg knows nothing of. */
export const programsImage: ImageRecipe = {
  name: 'programs',
  what: `the files of ${programPackages.length} Debian packages below /opt/tools`,
  tools: [...debianTools, 'apt-get', 'dpkg-deb'],
  async make({ archive, scratch, cache }) {
    const downloads = join(scratch, 'packages');
    const root = join(scratch, 'root');
    const tools = join(root, 'opt/tools');
    mkdirSync(downloads);
    mkdirSync(tools, { recursive: true });
    // Of this release, also where apt prefers another source.
    const wanted = programPackages.map((name) => `${name}/bookworm`);
    await runCommand('apt-get', ['download', '-qq', ...wanted], { cwd: downloads });
    for (const file of readdirSync(downloads)) await runCommand('dpkg-deb', ['-x', join(downloads, file), tools]);
    writeImage(archive, [readFileSync(await debianRoot(cache, 'bookworm')), layerOf(root, scratch)]);
  },
};
