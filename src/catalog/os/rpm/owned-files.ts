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
  const paths = attempt(place, report, () => readPaths(header));
  if (paths === undefined) return [];
  const { count } = paths;
  const states = attempt(place, report, () => sameLength(header.integers(rpmTag.fileStates), count, 'states'));
  const flags = attempt(place, report, () => sameLength(header.integers(rpmTag.fileFlags), count, 'flags'));
  const digests = attempt(place, report, () => readDigests(header, count));
  const files: OwnedFile[] = [];
  let odd = 0;
  for (let i = 0; i < count; i++) {
    if ((states?.[i] ?? 0) !== 0) continue;
    const path = paths.at(i);
    if (path === undefined) {
      odd++;
      continue;
    }
    if (budget.files < 1 || budget.pathCharacters < path.length) {
      report(place, 'more owned files than can be held: the rest count as owned by no package');
      break;
    }
    budget.files--;
    budget.pathCharacters -= path.length;
    const isGhost = ((flags?.[i] ?? 0) & ghostFlag) !== 0;
    const checksum = isGhost ? undefined : digests?.at(i);
    files.push(checksum === undefined ? { path } : { path, checksum });
  }
  if (odd > 0) report(place, `${odd} file paths are not absolute, too long or in no folder`);
  if (digests !== undefined && digests.odd > 0) report(place, `${digests.odd} file digests are not ${digests.name}`);
  return files;
}

/** The paths of a header, put together one at a time because that multiplies their size. */
function readPaths(header: RpmHeader): { count: number; at: (i: number) => string | undefined } {
  const bases = header.strings(rpmTag.baseNames);
  const whole = bases ?? header.strings(rpmTag.oldFileNames) ?? [];
  const folders = bases === undefined ? undefined : (header.strings(rpmTag.dirNames) ?? []);
  const indexes = sameLength(header.integers(rpmTag.dirIndexes), whole.length, 'folders');
  const at = (i: number): string | undefined => {
    const folder = folders === undefined ? '' : folders[indexes?.[i] ?? -1];
    const path = folder === undefined ? '' : folder + (whole[i] ?? '');
    return path.length <= maxPath && path.startsWith('/') ? path : undefined;
  };
  return { count: whole.length, at };
}

/** The digests of a header, as `algorithm:hex`; folders and links have none. */
class Digests {
  readonly name: string;
  /** How many were asked for and are none of this algorithm. */
  odd = 0;
  readonly #digests: readonly string[];
  readonly #form: RegExp;

  constructor(digests: readonly string[], name: string, length: number) {
    this.#digests = digests;
    this.name = name;
    this.#form = new RegExp(`^[0-9a-f]{${length}}$`, 'i');
  }

  at(i: number): string | undefined {
    const digest = this.#digests[i] ?? '';
    if (digest === '') return undefined;
    if (this.#form.test(digest)) return `${this.name}:${digest.toLowerCase()}`;
    this.odd++;
    return undefined;
  }
}

function readDigests(header: RpmHeader, count: number): Digests | undefined {
  const digests = sameLength(header.strings(rpmTag.fileDigests), count, 'digests');
  if (digests === undefined) return undefined;
  const number = header.integers(rpmTag.fileDigestAlgorithm)?.[0] ?? md5;
  const algorithm = digestAlgorithms.get(number);
  if (algorithm === undefined) throw new RpmFormatError(`file digest algorithm ${number} is not known`);
  return new Digests(digests, algorithm.name, algorithm.length);
}

/** Lists of one package run in parallel: one of another length belongs to other files. */
function sameLength<T extends { length: number }>(list: T | undefined, count: number, what: string): T | undefined {
  if (list !== undefined && list.length !== count)
    throw new RpmFormatError(`${count} files but ${list.length} ${what}`);
  return list;
}
