import { createHash } from 'node:crypto';
import { windowsOf, type RandomAccess } from '#kit/stream';
import type { AnyAnalyser } from './analyser.ts';
import type { Limits } from './limits.ts';

/** What one analyser found in one file, or why it found nothing there. */
export interface FileFacts {
  analyser: string;
  path: string;
  /** Plain JSON of the analyser's own shape. */
  facts?: unknown;
  /**
   * Digests of the file's bytes, where it has packages and lies in a folder that the OS package manager fills: they tell
   * whether the file is still the one that an OS package brought.
   */
  digests?: FileDigests;
  /** Why the file was not read, or only in part. */
  problem?: string;
}

/** What dpkg, apk and rpm record of the files of packages. */
export const recordedAlgorithms = ['md5', 'sha1', 'sha256'] as const;

/** Hexadecimal digests of a file, by the algorithms that package databases record: those that may record this one. */
export type FileDigests = Partial<Record<(typeof recordedAlgorithms)[number], string>>;

/** Hands one file to the analysers that want it. What one of them throws becomes its problem with this file. */
export function analyseFile(path: string, content: RandomAccess, wanting: readonly AnyAnalyser[]): FileFacts[] {
  const found: FileFacts[] = [];
  let bytes: Buffer | undefined;
  let digests: FileDigests | undefined;
  for (const analyser of wanting) {
    const common = { analyser: analyser.id, path };
    try {
      const facts =
        analyser.randomAccess === true
          ? analyser.analyse({ path, content })
          : analyser.analyse({ path, bytes: (bytes ??= content.read(0, content.size)) });
      if (facts === undefined) continue;
      const owned = analyser.decisive !== true && isSystemManaged(path) && hasPackages(facts);
      found.push({ ...common, facts, ...(owned && { digests: (digests ??= digestsOf(path, content)) }) });
    } catch (error) {
      found.push({ ...common, problem: messageOf(error) });
    }
  }
  return found;
}

/** Parts analysers into those that take a file of this size and, as problems with the path, the others. */
export function partBySize(
  path: string,
  size: number,
  wanting: readonly AnyAnalyser[],
  limits: Limits,
): { taking: AnyAnalyser[]; refusing: FileFacts[] } {
  const taking: AnyAnalyser[] = [];
  const refusing: FileFacts[] = [];
  for (const analyser of wanting) {
    const most = analyser.randomAccess === true ? limits.spooledBytes : limits.fileBytes;
    const cap = Math.min(most, analyser.maxBytes ?? most);
    if (size <= cap) taking.push(analyser);
    else
      refusing.push({ analyser: analyser.id, path, problem: `has ${size} bytes, more than the ${cap} that are read` });
  }
  return { taking, refusing };
}

/** The same problem for each analyser that wanted the file. */
export function problemOfAll(path: string, wanting: readonly AnyAnalyser[], problem: string): FileFacts[] {
  return wanting.map(({ id }) => ({ analyser: id, path, problem }));
}

/** The text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Folders that the Filesystem Hierarchy Standard leaves to the distribution. */
const systemManaged = /^(?:usr\/(?!local\/)|(?:s?bin|lib(?:32|64|x32)?)\/)/;

/** Whether a package of the operating system is what one expects to own this path (no leading slash). */
export function isSystemManaged(path: string): boolean {
  return systemManaged.test(path);
}

/** The walk knows nothing else of what facts look like. */
function hasPackages(facts: unknown): boolean {
  if (typeof facts !== 'object' || facts === null || !('packages' in facts)) return false;
  return Array.isArray(facts.packages) && facts.packages.length > 0;
}

/** Only Debian and its kin keep libraries in folders named after a multiarch tuple, and dpkg records MD5 alone. */
const multiarch = /^(?:usr\/)?lib\/[a-z0-9_]+-linux-gnu[a-z0-9]*\//;

function digestsOf(path: string, content: RandomAccess): FileDigests {
  const algorithms = multiarch.test(path) ? (['md5'] as const) : recordedAlgorithms;
  const hashes = algorithms.map((algorithm) => createHash(algorithm));
  for (const { bytes } of windowsOf(content)) for (const hash of hashes) hash.update(bytes);
  return Object.fromEntries(algorithms.map((algorithm, at) => [algorithm, hashes[at]?.digest('hex')]));
}
