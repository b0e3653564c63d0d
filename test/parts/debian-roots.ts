import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from './part.ts';
import { runCommand } from './run-command.ts';

/** The Debian releases that the suites run on. */
export const debianReleases = ['bullseye', 'bookworm', 'trixie'] as const;

export type DebianRelease = (typeof debianReleases)[number];

/** Minimal root file systems of three Debian releases as tar files, made by mmdebstrap and kept between runs. */
export const debianRoots: Part = {
  name: 'Debian root file systems',
  packages: ['mmdebstrap', 'debian-archive-keyring', 'skopeo', 'umoci', 'zstd'],
  async start({ cache }) {
    for (const release of debianReleases) await debianRoot(cache, release);
    return { environment: { SEAWALL_TEST_ROOTS: folderIn(cache) }, stop: async () => {} };
  },
};

/** Makes the root of a release unless it was kept, and gives the path of its tar file. */
export async function debianRoot(cache: string, release: DebianRelease): Promise<string> {
  const file = join(folderIn(cache), `${release}.tar`);
  if (existsSync(file)) return file;
  mkdirSync(folderIn(cache), { recursive: true });
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
  return file;
}

function folderIn(cache: string): string {
  return join(cache, 'debian-roots');
}
