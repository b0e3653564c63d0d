import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  type Dirent,
} from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Problem } from '#model';
import { descriptorAccess } from '#kit/stream';
import { decodeName, headBytes } from '#kit/tar';
import { analyseFile, messageOf, partBySize, problemOfAll, type FileFacts } from './analyse-file.ts';
import type { AnyAnalyser } from './analyser.ts';
import { InterestTable } from './interest-table.ts';
import { LayerTreeWriter, type LayerTree, type NodeType } from './layer-tree.ts';
import type { Limits } from './limits.ts';

/** What a folder on disk tells: a layer without a digest. */
export interface DirectoryRecord {
  tree: LayerTree;
  facts: FileFacts[];
  problems: Problem[];
  /** Folders that were left out, each with the reason. */
  skipped: { path: string; why: string }[];
}

/** Kernel and run-time folders of a live root, and where container engines keep other root file systems. */
const skippedOfLiveRoot = new Map([
  ...['proc', 'sys', 'dev', 'run'].map((path) => [path, 'belongs to the running kernel'] as const),
  ...[
    'var/lib/docker',
    'var/lib/containerd',
    'var/lib/containers',
    'var/lib/kubelet/pods',
    'var/lib/rancher',
    'var/lib/k0s/containerd',
    'var/snap/docker',
    'var/snap/microk8s',
  ].map((path) => [path, "is a container engine's storage"] as const),
]);

/** Folders that are open at once: the depth of the walk. */
const depthLimit = 200;

/**
 * Walks a root file system on disk. It stays on one file system and below `root`: links are recorded, never followed,
 * also when somebody swaps a folder for a link meanwhile (every step starts from the open parent folder).
 */
export async function walkDirectory(
  root: string,
  analysers: readonly AnyAnalyser[],
  options: { limits: Limits; signal: AbortSignal; liveRoot: boolean },
): Promise<DirectoryRecord> {
  const walk = new DirectoryWalk(analysers, options);
  const folder = openSync(root, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await walk.folder(folder, root, '', fstatSync(folder).dev, 0);
  } finally {
    closeSync(folder);
  }
  return { ...walk.record, tree: walk.tree.finish() };
}

class DirectoryWalk {
  readonly record: Omit<DirectoryRecord, 'tree'> = { facts: [], problems: [], skipped: [] };
  readonly tree = new LayerTreeWriter();
  readonly #table: InterestTable;
  readonly #options: { limits: Limits; signal: AbortSignal; liveRoot: boolean };
  #folders = 0;
  /** `/proc/self/fd/N/name` is openat(2) for those who lack it; elsewhere the plain path must do. */
  readonly #throughDescriptors = existsSync('/proc/self/fd');

  constructor(analysers: readonly AnyAnalyser[], options: { limits: Limits; signal: AbortSignal; liveRoot: boolean }) {
    this.#table = new InterestTable(analysers);
    this.#options = options;
  }

  /** Reads one open folder; `path` is its place below the root, `device` the file system to stay on. */
  async folder(descriptor: number, diskPath: string, path: string, device: number, depth: number): Promise<void> {
    // The walk itself is synchronous: without a pause no time-out would ever be heard.
    if (++this.#folders % 64 === 0) await setImmediate();
    this.#options.signal.throwIfAborted();
    const here = this.#throughDescriptors ? `/proc/self/fd/${descriptor}` : diskPath;
    const entries = this.#attempt(path, () => readdirSync(here, { withFileTypes: true, encoding: 'latin1' as 'utf8' }));
    for (const entry of entries ?? []) {
      if (this.tree.count >= this.#options.limits.entries) return this.#cutOff(path);
      await this.#entry(entry, here, diskPath, path, device, depth);
    }
  }

  async #entry(
    entry: Dirent,
    here: string,
    diskPath: string,
    folder: string,
    device: number,
    depth: number,
  ): Promise<void> {
    // Names are bytes: read as latin1 none is lost, and what is opened is exactly what was listed.
    const raw = Buffer.from(entry.name, 'latin1');
    const name = decodeName(raw);
    const path = folder === '' ? name : `${folder}/${name}`;
    const at = Buffer.concat([Buffer.from(`${here}/`), raw]);
    const type = typeOf(entry);
    if (type === 'symlink') {
      const target = this.#attempt(path, () => decodeName(readlinkSync(at, { encoding: 'buffer' }))) ?? '';
      this.tree.add({ path, type, target });
      return;
    }
    this.tree.add({ path, type });
    if (type === 'directory') await this.#descend(at, `${diskPath}/${name}`, path, device, depth + 1);
    else if (type === 'file') this.#file(at, path);
  }

  async #descend(at: Buffer, diskPath: string, path: string, device: number, depth: number): Promise<void> {
    const why = this.#options.liveRoot ? skippedOfLiveRoot.get(path) : undefined;
    if (why !== undefined) return void this.record.skipped.push({ path, why });
    if (depth > depthLimit) return this.#problem(path, `is more than ${depthLimit} folders deep; it was not read`);
    const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
    const descriptor = this.#attempt(path, () => openSync(at, flags));
    if (descriptor === undefined) return;
    try {
      if (fstatSync(descriptor).dev === device) await this.folder(descriptor, diskPath, path, device, depth);
      else this.record.skipped.push({ path, why: 'is another file system' });
    } finally {
      closeSync(descriptor);
    }
  }

  #file(at: Buffer, path: string): void {
    const named = this.#table.wanting(path);
    if (named.length === 0 && !(this.#table.readsContent && this.#mayBeProgram(at, path))) return;
    this.#attempt(path, () => this.#analyse(at, path, named), named);
  }

  /** To open every file only to look at its first bytes takes four times as long as the whole walk. */
  #mayBeProgram(at: Buffer, path: string): boolean {
    const stat = this.#attempt(path, () => lstatSync(at));
    if (stat === undefined || stat.size === 0) return false;
    return (stat.mode & 0o111) !== 0 || path.includes('.so', path.lastIndexOf('/') + 1);
  }

  /** What is large is read in place: there is no digest that the bytes must agree with. */
  #analyse(at: Buffer, path: string, named: readonly AnyAnalyser[]): void {
    const descriptor = openSync(at, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return;
      const head = this.#table.readsContent ? readHead(descriptor) : Buffer.alloc(0);
      const wanting = this.#table.wantingContent(path, head, named);
      const { taking, refusing } = partBySize(path, stat.size, wanting, this.#options.limits);
      this.record.facts.push(...refusing, ...analyseFile(path, descriptorAccess(descriptor, stat.size), taking));
    } finally {
      closeSync(descriptor);
    }
  }

  /** Runs one step; what it throws becomes a problem of the path, or of the analysers that wanted the file there. */
  #attempt<Result>(path: string, work: () => Result, wanting: readonly AnyAnalyser[] = []): Result | undefined {
    try {
      return work();
    } catch (error) {
      // The descriptor's number means nothing to a reader.
      const what = messageOf(error).replaceAll(/\/proc\/self\/fd\/\d+\//g, '');
      if (wanting.length === 0) this.#problem(path, what);
      else this.record.facts.push(...problemOfAll(path, wanting, what));
      return undefined;
    }
  }

  #cutOff(path: string): void {
    if (this.record.problems.some(({ fatal }) => fatal === true)) return;
    const what = `the file system has more than ${this.#options.limits.entries} entries; the rest was not read`;
    // As in a layer: what was cut off may be the package database, so there is no verdict.
    this.record.problems.push({ where: path, what, fatal: true });
  }

  #problem(where: string, what: string): void {
    this.record.problems.push({ where, what });
  }
}

function typeOf(entry: Dirent): NodeType {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'symlink' : 'other';
}

function readHead(descriptor: number): Buffer {
  const head = Buffer.alloc(headBytes);
  return head.subarray(0, readSync(descriptor, head, 0, headBytes, 0));
}
