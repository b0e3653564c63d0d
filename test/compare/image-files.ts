import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { posix } from 'node:path';
import { indexTar, type ReadAt, type TarEntry, type TarLimits } from '#kit/tar';

/** One file as a layer has it. */
interface StoredFile {
  type: TarEntry['type'];
  size: number;
  /** Where its bytes stand in the archive. */
  offset: number;
  linkTarget?: string;
}

/** Archives here are our own. */
const limits: TarLimits = {
  entries: 10_000_000,
  pathBytes: 2 ** 16,
  collectBytes: 2 ** 30,
  headerBytes: 2 ** 20,
  totalBytes: 2 ** 42,
};

/**
 * The files of a docker archive as the finished image shows them: evidence that comes from none of the compared tools'
 * catalogues. Layers must be stored uncompressed, as `docker save` writes them.
 */
export class ImageFiles {
  readonly #file: number;
  readonly #visible = new Map<string, StoredFile>();

  private constructor(file: number) {
    this.#file = file;
  }

  /** @throws Error for anything but a docker archive with uncompressed layers */
  static async open(path: string): Promise<ImageFiles> {
    const file = openSync(path, 'r');
    const image = new ImageFiles(file);
    const outer = await image.#index(0, fstatSync(file).size);
    const byName = new Map(outer.map((entry) => [posix.normalize(entry.path), entry]));
    const manifest = byName.get('manifest.json');
    if (manifest === undefined) throw new Error(`${path} is no docker archive`);
    const [{ Layers: layers }] = JSON.parse(image.#bytes(manifest).toString()) as [{ Layers: string[] }];
    for (const name of layers) {
      const entry = followEntry(byName, name);
      if (entry === undefined) throw new Error(`${path} lacks ${name}`);
      image.#addLayer(await image.#index(entry.offset, entry.size), entry.offset);
    }
    return image;
  }

  close(): void {
    closeSync(this.#file);
  }

  /** Paths of the regular files of the finished image, absolute. */
  *paths(): Generator<string> {
    for (const [path, { type }] of this.#visible) if (type === 'file') yield path;
  }

  /** The path at which a file really stands, links followed; undefined when the finished image has none. */
  resolve(path: string): string | undefined {
    let rest = path.split('/').filter(Boolean);
    let at = '/';
    for (let steps = 0; rest.length > 0; steps++) {
      const next = posix.join(at, rest[0]!);
      const file = this.#visible.get(next);
      rest = rest.slice(1);
      if (file?.type !== 'symlink') {
        if (file === undefined && rest.length === 0) return undefined;
        at = next;
        continue;
      }
      if (steps > 100) return undefined;
      const target = posix.resolve(at, file.linkTarget ?? '');
      rest = [...target.split('/').filter(Boolean), ...rest];
      at = '/';
    }
    return at;
  }

  /** The bytes of a file of the finished image, links followed. */
  read(path: string): Buffer | undefined {
    const place = this.resolve(path);
    const file = this.#visible.get(place ?? '');
    if (file?.type === 'hardlink') return this.read(posix.join('/', file.linkTarget ?? ''));
    return file?.type === 'file' ? this.#bytes(file) : undefined;
  }

  /** The text of a file of the finished image. */
  text(path: string): string | undefined {
    return this.read(path)?.toString('utf8');
  }

  async #index(from: number, size: number): Promise<TarEntry[]> {
    const readAt: ReadAt = (offset, length) => Promise.resolve(this.#readAt(from + offset, length));
    return indexTar(readAt, size, limits);
  }

  #bytes({ offset, size }: { offset: number; size: number }): Buffer {
    return this.#readAt(offset, size);
  }

  #readAt(offset: number, length: number): Buffer {
    const buffer = Buffer.alloc(length);
    const read = readSync(this.#file, buffer, 0, length, offset);
    return buffer.subarray(0, read);
  }

  /** Whiteouts of a layer hide what lower layers have, never what the layer itself brings. */
  #addLayer(entries: readonly TarEntry[], from: number): void {
    const own = new Map<string, StoredFile>();
    for (const entry of entries) {
      const path = posix.join('/', entry.path).replace(/(?<=.)\/$/, '');
      const name = posix.basename(path);
      if (name === '.wh..wh..opq') this.#hide(posix.dirname(path), false);
      else if (name.startsWith('.wh.')) this.#hide(posix.join(posix.dirname(path), name.slice(4)), true);
      else {
        const { type, size, linkTarget } = entry;
        const linked = linkTarget === undefined ? {} : { linkTarget };
        own.set(path, { type, size, offset: from + entry.offset, ...linked });
      }
    }
    for (const [path, file] of own) {
      const lower = this.#visible.get(path);
      if (lower?.type === 'directory' && file.type !== 'directory') this.#hide(path, true);
      this.#visible.set(path, file);
    }
  }

  #hide(path: string, itself: boolean): void {
    if (itself) this.#visible.delete(path);
    const below = `${path === '/' ? '' : path}/`;
    for (const place of this.#visible.keys()) if (place.startsWith(below)) this.#visible.delete(place);
  }
}

/** `docker save` stores a layer that two images share as a link. */
function followEntry(byName: ReadonlyMap<string, TarEntry>, name: string): TarEntry | undefined {
  const entry = byName.get(posix.normalize(name));
  if (entry?.type !== 'symlink') return entry;
  return byName.get(posix.normalize(posix.join(posix.dirname(name), entry.linkTarget ?? '')));
}
