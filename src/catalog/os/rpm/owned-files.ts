import type { OwnedFile } from '#model';
import { attempt } from './attempt.ts';
import type { RpmHeader } from './header.ts';
import type { ReportProblem } from './header-record.ts';
import { RpmFormatError } from './rpm-format-error.ts';
import { rpmTag } from './rpm-tag.ts';

/** Longest path that Linux takes. */
const maxPath = 4096;

/** The package names the path but does not bring the content: logs, caches, generated files. */
const ghostFlag = 1 << 6;

/** Digests by their OpenPGP number (RFC 9580, section 9.5), with the length of their hex form. */
const digestAlgorithms = new Map([
  [1, { name: 'md5', length: 32 }],
  [2, { name: 'sha1', length: 40 }],
  [8, { name: 'sha256', length: 64 }],
  [9, { name: 'sha384', length: 96 }],
  [10, { name: 'sha512', length: 128 }],
  [11, { name: 'sha224', length: 56 }],
  [12, { name: 'sha3-256', length: 64 }],
  [14, { name: 'sha3-512', length: 128 }],
]);
/** Databases without the tag are older than any other algorithm. */
const md5 = 1;

/** How much ownership one database may still tell: a short folder index can spell out very many long paths. */
export interface OwnershipBudget {
  files: number;
  pathCharacters: number;
}

/**
 * Files of a header with their checksums. Not among them are those that this installation left out (documentation,
 * languages, other architectures) or that another package has replaced: FILESTATES says so. Ghost files have no checksum.
 */
export function readOwnedFiles(
  header: RpmHeader,
  budget: OwnershipBudget,
  place: string,
  report: ReportProblem,
): OwnedFile[] {
  const paths = attempt(place, report, () => readPaths(header)) ?? [];
  const count = paths.length;
  const states = attempt(place, report, () => sameLength(header.integers(rpmTag.fileStates), count, 'states'));
  const flags = attempt(place, report, () => sameLength(header.integers(rpmTag.fileFlags), count, 'flags'));
  const checksums = attempt(place, report, () => readChecksums(header, count));
  const files: OwnedFile[] = [];
  let odd = 0;
  for (const [i, { folder, base }] of paths.entries()) {
    if ((states?.[i] ?? 0) !== 0) continue;
    const length = folder.length + base.length;
    if (length > maxPath || !(folder.startsWith('/') || (folder === '' && base.startsWith('/')))) {
      odd++;
      continue;
    }
    if (budget.files < 1 || budget.pathCharacters < length) {
      report(place, 'more owned files than can be held: the rest count as owned by no package');
      break;
    }
    budget.files--;
    budget.pathCharacters -= length;
    const path = folder + base;
    const checksum = ((flags?.[i] ?? 0) & ghostFlag) === 0 ? checksums?.[i] : undefined;
    files.push(checksum === undefined ? { path } : { path, checksum });
  }
  if (odd > 0) report(place, `${odd} file paths are not absolute or too long`);
  return files;
}

/** Paths as folder and name, still apart, because putting them together multiplies their size. */
function readPaths(header: RpmHeader): { folder: string; base: string }[] {
  const bases = header.strings(rpmTag.baseNames);
  if (bases === undefined) {
    return (header.strings(rpmTag.oldFileNames) ?? []).map((base) => ({ folder: '', base }));
  }
  const folders = header.strings(rpmTag.dirNames) ?? [];
  const indexes = sameLength(header.integers(rpmTag.dirIndexes), bases.length, 'folders');
  return bases.map((base, i) => {
    const folder = folders[indexes?.[i] ?? -1];
    if (folder === undefined) throw new RpmFormatError(`file ${i} lies in a folder that is not listed`);
    return { folder, base };
  });
}

/** Checksums as `algorithm:hex`, undefined for directories and links. */
function readChecksums(header: RpmHeader, count: number): (string | undefined)[] | undefined {
  const digests = sameLength(header.strings(rpmTag.fileDigests), count, 'digests');
  const number = header.integers(rpmTag.fileDigestAlgorithm)?.[0] ?? md5;
  const algorithm = digestAlgorithms.get(number);
  if (algorithm === undefined) throw new RpmFormatError(`file digest algorithm ${number} is not known`);
  const { name, length } = algorithm;
  return digests?.map((digest) => {
    if (digest === '') return undefined;
    if (digest.length !== length || !/^[0-9a-f]+$/i.test(digest))
      throw new RpmFormatError(`a file digest is not ${name}`);
    return `${name}:${digest.toLowerCase()}`;
  });
}

/** Lists of one package run in parallel: one of another length belongs to other files. */
function sameLength<T extends { length: number }>(list: T | undefined, count: number, what: string): T | undefined {
  if (list !== undefined && list.length !== count)
    throw new RpmFormatError(`${count} files but ${list.length} ${what}`);
  return list;
}
