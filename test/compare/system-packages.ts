import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { ImageFiles } from './image-files.ts';

/** What dpkg's own lists in an image say about a file, as `dpkg -S` and `dpkg --verify` would. */
export interface FileOwner {
  package: string;
  version: string;
  source: string;
  /** The MD5 sum that the package records, where it records one. */
  recorded?: string;
}

/** The operating-system packages of a Debian image and the files they own, read from dpkg's folder alone. */
export class SystemPackages {
  readonly #owners = new Map<string, FileOwner>();
  readonly #image: ImageFiles;

  constructor(image: ImageFiles) {
    this.#image = image;
    const versions = readStatus(image.text('/var/lib/dpkg/status') ?? '');
    const sums = new Map<string, string>();
    const lists: { name: string; files: string[] }[] = [];
    for (const path of image.paths()) {
      const [, name, kind] = /^\/var\/lib\/dpkg\/info\/(.+?)(?::[^./]+)?\.(list|md5sums)$/.exec(path) ?? [];
      if (name === undefined) continue;
      const lines = (image.text(path) ?? '').split('\n').filter((line) => line !== '');
      if (kind === 'list') lists.push({ name, files: lines });
      else for (const line of lines) sums.set(`${name} ${posix.join('/', line.slice(34))}`, line.slice(0, 32));
    }
    for (const { name, files } of lists) {
      const version = versions.get(name);
      if (version === undefined) continue;
      for (const file of files) {
        const place = this.#place(file);
        const recorded = sums.get(`${name} ${file}`);
        if (place !== undefined)
          this.#owners.set(place, { package: name, ...version, ...(recorded !== undefined && { recorded }) });
      }
    }
  }

  /** The package that brought the file at this path, when the file is still the one that it brought. */
  ownerOf(path: string): FileOwner | undefined {
    const place = this.#image.resolve(path) ?? path;
    const owner = this.#owners.get(place);
    if (owner?.recorded === undefined) return owner;
    const bytes = this.#image.read(place);
    return bytes !== undefined && md5(bytes) === owner.recorded ? owner : undefined;
  }

  /** Directories move with merged `/usr`, so that `/lib/x` of a list stands at `/usr/lib/x`. */
  #place(file: string): string | undefined {
    const folder = this.#image.resolve(posix.dirname(file));
    return folder === undefined ? undefined : posix.join(folder, posix.basename(file));
  }
}

function readStatus(text: string): Map<string, { version: string; source: string }> {
  const found = new Map<string, { version: string; source: string }>();
  for (const paragraph of text.split('\n\n')) {
    const name = /^Package: (.+)$/m.exec(paragraph)?.[1];
    const version = /^Version: (.+)$/m.exec(paragraph)?.[1];
    const installed = / installed$/m.test(/^Status: .+$/m.exec(paragraph)?.[0] ?? '');
    if (name === undefined || version === undefined || !installed) continue;
    found.set(name, { version, source: /^Source: (\S+)/m.exec(paragraph)?.[1] ?? name });
  }
  return found;
}

function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex');
}
