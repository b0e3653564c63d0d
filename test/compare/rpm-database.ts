import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageFiles } from './image-files.ts';
import type { FileOwner } from './system-packages.ts';

/** What rpm itself reads from the database of an image. */
export interface RpmDatabase {
  /** By path as the package names it. */
  owners: Map<string, FileOwner>;
  /** Imported public keys, which stand in the database as if they were packages: `name version`. */
  keys: Set<string>;
}

const database = '/var/lib/rpm/rpmdb.sqlite';
const format = '%{NAME}\\t%{VERSION}-%{RELEASE}\\t%{ARCH}\\t%{SUMMARY}\\n[\\t%{FILENAMES}\\n]';

/** Asks `rpm`; empty for images without an rpm database. @throws Error when rpm is missing or fails */
export function readRpmDatabase(image: ImageFiles): RpmDatabase {
  const found: RpmDatabase = { owners: new Map(), keys: new Set() };
  const bytes = image.read(database);
  if (bytes === undefined) return found;
  const folder = mkdtempSync(join(tmpdir(), 'compare-rpm-'));
  try {
    writeFileSync(join(folder, 'rpmdb.sqlite'), bytes);
    const told = spawnSync('rpm', ['--dbpath', folder, '-qa', '--qf', format], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    if (told.status !== 0) throw new Error(`rpm: ${told.error?.message ?? told.stderr}`);
    let owner: FileOwner | undefined;
    for (const line of told.stdout.split('\n')) {
      const [name = '', version = '', arch, summary = ''] = line.split('\t');
      if (arch === undefined) {
        if (owner !== undefined && version !== '') found.owners.set(version, owner);
        continue;
      }
      owner = { package: name, version, source: name };
      if (name === 'gpg-pubkey' && arch === '(none)' && summary.includes('public key'))
        found.keys.add(`${name} ${version}`);
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
