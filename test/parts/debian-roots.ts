import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from './part.ts';
import { runCommand } from './run-command.ts';

/** The Debian releases that the suites run on. */
export const debianReleases = ['bullseye', 'bookworm', 'trixie'] as const;

/** Minimal root file systems of three Debian releases as tar files, made by mmdebstrap and kept between runs. */
export const debianRoots: Part = {
  name: 'Debian root file systems',
  packages: ['mmdebstrap', 'debian-archive-keyring', 'skopeo', 'umoci', 'zstd'],
  async start({ cache }) {
    const folder = join(cache, 'debian-roots');
    mkdirSync(folder, { recursive: true });
    for (const release of debianReleases) await makeRoot(release, join(folder, `${release}.tar`));
    return { environment: { SEAWALL_TEST_ROOTS: folder }, stop: async () => {} };
  },
};

async function makeRoot(release: string, file: string): Promise<void> {
  if (existsSync(file)) return;
  const unfinished = `${file}.unfinished`;
  await runCommand('mmdebstrap', [
    '--mode=root',
    '--format=tar',
    '--variant=minbase',
    '--include=ca-certificates,curl,openssl',
    '--customize-hook=rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin',
    release,
    unfinished,
  ]);
  renameSync(unfinished, file);
}
