import { createHash } from 'node:crypto';
import { windowsOf } from '#kit/stream';
import { bufferAccess, openZip, ZipError, type RandomAccess, type Zip, type ZipEntry } from '#kit/zip';
import { quoted, type ProblemList } from '../problem-list.ts';
import { readJavaFileName, type JavaFileName } from './java-file-name.ts';
import { readManifest, type Manifest } from './java-manifest.ts';
import { readPomProperties, type PomProperties } from './java-pom-properties.ts';

/** One archive, the file itself or one inside it, with what it says about itself. */
export interface JavaArchive {
  /** Name of the file, then of each archive inside the one before: `app.jar!/BOOT-INF/lib/x.jar`. */
  place: string;
  fileName: JavaFileName;
  /** How many archives are around it. */
  depth: number;
  /** Of the whole archive, in hexadecimal. */
  sha1: string;
  manifest: Manifest;
  poms: PomProperties[];
  /** Whether any member begins with this path. */
  has: (folder: string) => boolean;
}

/** Bounds of one file with everything in it. */
export interface JavaArchiveLimits {
  /** Archives around another. */
  depth: number;
  archives: number;
  /** Members of all archives together. */
  members: number;
  /** Bytes of all nested archives, unpacked. */
  bytes: number;
  /** Bytes of the nested archives that are in memory at one time: one inside the other. */
  heldBytes: number;
  descriptors: number;
}

const mebibyte = 1024 * 1024;
const maxDescriptor = 64 * 1024;
const maxManifest = 16 * mebibyte;

export const javaArchiveLimits: JavaArchiveLimits = {
  depth: 8,
  archives: 10_000,
  members: 1_000_000,
  bytes: 512 * mebibyte,
  heldBytes: 80 * mebibyte,
  descriptors: 50_000,
};

/** Endings of the archives that Java programs are delivered in. */
export const javaArchiveEndings: readonly string[] = [
  '.jar',
  '.war',
  '.ear',
  '.par',
  '.sar',
  '.rar',
  '.nar',
  '.kar',
  '.jpi',
  '.hpi',
  '.lpkg',
];
const endings: ReadonlySet<string> = new Set(javaArchiveEndings);

/**
 * Goes through an archive and those inside it, outer before inner. Of the members it unpacks only descriptors and
 * nested archives. What a limit cuts off, or cannot be read, becomes a problem.
 */
export class JavaArchiveWalk {
  readonly #problems: ProblemList;
  readonly #limits: JavaArchiveLimits;
  readonly #left: JavaArchiveLimits;
  readonly #said = new Set<string>();

  constructor(problems: ProblemList, limits: JavaArchiveLimits = javaArchiveLimits) {
    this.#problems = problems;
    this.#limits = limits;
    this.#left = { ...limits };
  }

  /** @throws ZipError when the outermost archive cannot be read; one inside becomes a problem */
  *archives(content: RandomAccess, place: string, depth: number = 0): Generator<JavaArchive, void, void> {
    this.#left.archives -= 1;
    const zip = openZip(content, {
      maxEntries: this.#left.members,
      maxEntryBytes: this.#limits.heldBytes,
    });
    this.#left.members -= zip.entries.length + zip.unsafe.length;
    for (const name of zip.unsafe) {
      if (isNested(name)) this.#problems.add(`${shown(`${place}!/${name}`)} has an unusable name and is not read`);
    }
    yield {
      place: quoted(place, 1024),
      fileName: readJavaFileName(place),
      depth,
      sha1: sha1Of(content),
      ...this.#descriptors(zip, place),
      has: (folder) => zip.entries.some((entry) => entry.name.startsWith(folder)),
    };
    for (const entry of zip.entries) {
      if (isNested(entry.name)) yield* this.#nested(zip, entry, `${place}!/${entry.name}`, depth + 1);
    }
  }

  *#nested(zip: Zip, entry: ZipEntry, place: string, depth: number): Generator<JavaArchive, void, void> {
    if (depth > this.#limits.depth) return this.#cut(`archives nested more than ${this.#limits.depth} deep`);
    if (this.#left.archives <= 0) return this.#cut(`more than ${this.#limits.archives} archives in one file`);
    if (entry.size > this.#left.bytes) return this.#cut(`nested archives of more than ${this.#limits.bytes} bytes`);
    if (entry.size > this.#left.heldBytes) {
      return this.#cut(`archives inside each other of more than ${this.#limits.heldBytes} bytes`);
    }
    this.#left.bytes -= entry.size;
    this.#left.heldBytes -= entry.size;
    try {
      const bytes = this.#read(zip, entry, place);
      const content = bytes && bufferAccess(bytes);
      if (content !== undefined && isZip(content)) yield* this.archives(content, place, depth);
    } catch (error) {
      this.#unreadable(error, place);
    } finally {
      this.#left.heldBytes += entry.size;
    }
  }

  #descriptors(zip: Zip, place: string): Pick<JavaArchive, 'manifest' | 'poms'> {
    let manifest: Manifest = new Map();
    const poms: PomProperties[] = [];
    for (const entry of zip.entries) {
      if (manifest.size === 0 && /^META-INF\/MANIFEST\.MF$/i.test(entry.name)) {
        manifest = readManifest(this.#read(zip, entry, `${place}!/${entry.name}`, maxManifest) ?? Buffer.alloc(0));
      } else if (entry.name.endsWith('/pom.properties')) {
        if (this.#left.descriptors-- <= 0) {
          this.#cut(`more than ${this.#limits.descriptors} pom.properties in one file`);
          break;
        }
        const bytes = this.#read(zip, entry, `${place}!/${entry.name}`, maxDescriptor);
        const pom = bytes === undefined ? undefined : readPomProperties(bytes);
        if (pom !== undefined) poms.push(pom);
      }
    }
    return { manifest, poms };
  }

  #read(zip: Zip, entry: ZipEntry, place: string, maxBytes: number = Infinity): Buffer | undefined {
    try {
      if (entry.size > maxBytes) throw new ZipError(`unpacks to more than ${maxBytes} bytes`);
      return zip.read(entry);
    } catch (error) {
      this.#unreadable(error, place);
      return undefined;
    }
  }

  #unreadable(error: unknown, place: string): void {
    if (!(error instanceof ZipError)) throw error;
    this.#problems.add(`${shown(place)} cannot be read (${shown(error.message)})`);
  }

  /** Says once what a limit cut off, however often it does. */
  #cut(what: string): void {
    if (this.#said.has(what)) return;
    this.#said.add(what);
    this.#problems.add(`${what}: the rest is not read`);
  }
}

/** Whether the content is, or claims to be, a zip archive; a script may stand in front of one that can be run. */
export function isZip(content: RandomAccess): boolean {
  const start = content.read(0, Math.min(2, content.size)).toString('latin1');
  return start === 'PK' || start === '#!';
}

function sha1Of(content: RandomAccess): string {
  const hash = createHash('sha1');
  for (const { bytes } of windowsOf(content)) hash.update(bytes);
  return hash.digest('hex');
}

/** Hostile text for a message: one line, long enough for a place to be found. */
export function shown(text: string): string {
  return quoted(text, 300);
}

function isNested(name: string): boolean {
  const end = name.slice(-8);
  return endings.has(end.slice(end.lastIndexOf('.')).toLowerCase());
}
