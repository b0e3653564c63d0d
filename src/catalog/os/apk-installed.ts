import type { AnalysedFile, Analyser } from '#image';
import type { CatalogedPackage, CatalogFacts, Ownership } from '../facts.ts';
import { apkChecksum } from './apk-checksum.ts';
import { apkLicences } from './licence-expression.ts';
import { isOwnedPath } from './owned-path.ts';
import { ProblemList } from '../problem-list.ts';
import { osPurl } from './purl.ts';

const maxPackages = 100_000;
const maxFiles = 1_000_000;
/** Three a file and some twenty a package. */
const maxLines = 4_000_000;
const maxLine = 64 * 1024;
const newline = 0x0a;
const colon = 0x3a;

/** Fields of a package as they stand in the database. */
interface ApkEntry {
  /** Line where it begins. */
  line: number;
  name?: string;
  version?: string;
  arch?: string;
  origin?: string;
  licence?: string;
  /** Flags of an install that needs repair; `S` says that checksums are truncated SHA-256. */
  flags: string;
  folder?: string;
  files: { path: string; checksum?: string }[];
}

/** Reads apk's database of installed packages with the files that they own: apk-installed(5); apk 3 may keep it in /usr. */
export const apkInstalled: Analyser<CatalogFacts> = {
  id: 'apk-installed',
  decisive: true,
  version: 1,
  interest: { paths: ['lib/apk/db/installed', 'usr/lib/apk/db/installed'] },
  analyse: (file) => new ApkDatabase(file).read(),
};

class ApkDatabase {
  readonly #file: AnalysedFile;
  readonly #problems: ProblemList;
  readonly #packages = new Map<string, CatalogedPackage>();
  readonly #owned = new Map<string, Ownership>();
  #entry: ApkEntry | undefined;
  #files = 0;

  constructor(file: AnalysedFile) {
    this.#file = file;
    this.#problems = new ProblemList(file.path);
  }

  read(): CatalogFacts {
    const { bytes } = this.#file;
    let line = 0;
    for (let start = 0; start < bytes.length;) {
      if (line === maxLines || this.#packages.size === maxPackages) {
        this.#problems.add(`more than ${maxPackages} packages or ${maxLines} lines: the rest was not read`, line);
        break;
      }
      const found = bytes.indexOf(newline, start);
      const next = found < 0 ? bytes.length : found;
      const end = next > start && bytes[next - 1] === 0x0d ? next - 1 : next;
      this.#readLine(start, end, ++line);
      start = next + 1;
    }
    this.#finish();
    this.#judge();
    const owned = this.#owned.size === 0 ? {} : { owned: [...this.#owned.values()] };
    return { packages: [...this.#packages.values()], ...owned, ...this.#problems.facts() };
  }

  /** Lines are `LETTER:VALUE`; an empty one ends the package. */
  #readLine(start: number, end: number, line: number): void {
    const { bytes } = this.#file;
    if (end === start) return this.#finish();
    if (bytes[start + 1] !== colon) {
      const text = bytes.toString('utf8', start, Math.min(end, start + 200));
      return this.#problems.add('not a letter and a colon', line, text);
    }
    const letter = String.fromCharCode(bytes[start] ?? 0);
    if (!'PVAoLfFRZ'.includes(letter)) return;
    if (end - start > maxLine) return this.#problems.add(`field ${letter} is longer than ${maxLine} bytes`, line);
    if (letter === 'P' && this.#entry?.name !== undefined) {
      this.#problems.add('no empty line before this package', line);
      this.#finish();
    }
    this.#entry ??= { line, flags: '', files: [] };
    this.#readField(this.#entry, letter, bytes.toString('utf8', start + 2, end), line);
  }

  #readField(entry: ApkEntry, letter: string, value: string, line: number): void {
    switch (letter) {
      case 'P':
        entry.name = value;
        break;
      case 'V':
        entry.version = value;
        break;
      case 'A':
        entry.arch = value;
        break;
      case 'o':
        entry.origin = value;
        break;
      case 'L':
        entry.licence = value;
        break;
      case 'f':
        entry.flags = value;
        break;
      case 'F':
        entry.folder = value;
        break;
      case 'R':
        this.#addFile(entry, value, line);
        break;
      default:
        this.#addChecksum(entry, value, line);
    }
  }

  #addFile(entry: ApkEntry, name: string, line: number): void {
    if (entry.folder === undefined) return this.#problems.add('file without a folder', line);
    const path = entry.folder === '' ? `/${name}` : `/${entry.folder}/${name}`;
    if (name === '' || name.includes('/') || !isOwnedPath(path))
      return this.#problems.add('not a file name', line, path);
    this.#files++;
    if (this.#files <= maxFiles) entry.files.push({ path });
    else if (this.#files === maxFiles + 1)
      this.#problems.add(`more than ${maxFiles} files: the rest was not read`, line);
  }

  #addChecksum(entry: ApkEntry, value: string, line: number): void {
    const checksum = apkChecksum(value);
    const file = entry.files.at(-1);
    if (checksum === undefined) this.#problems.add('not a checksum', line, value);
    else if (file === undefined) this.#problems.add('checksum without a file', line);
    else file.checksum = checksum;
  }

  #finish(): void {
    const entry = this.#entry;
    this.#entry = undefined;
    if (entry === undefined) return;
    const found = readEntry(entry, this.#problems);
    if (found === undefined) return;
    const key = found.name;
    if (this.#packages.has(key)) this.#problems.add(`${key} stands here twice; the later one counts`, entry.line);
    this.#packages.set(key, found);
    if (entry.files.length === 0) return;
    const truncated = entry.flags.includes('S');
    const files = truncated ? entry.files.map((file) => ({ ...file, ...relabel(file.checksum) })) : entry.files;
    this.#owned.set(key, { package: found.name, ...(found.arch === undefined ? {} : { arch: found.arch }), files });
  }

  /** What can be said of the file as a whole. Blank files are what an image without packages has. */
  #judge(): void {
    const { bytes } = this.#file;
    if (this.#packages.size === 0 && bytes.some((byte) => byte > 0x20))
      this.#problems.addFatal('not an apk database: no package in it');
    else if (bytes.length > 0 && bytes.at(-1) !== newline)
      this.#problems.add('ends in the middle of a line: it may be cut off');
  }
}

/** apk 3 stores the first 20 bytes of a SHA-256 in the place of a SHA-1 and says so by a flag of the package. */
function relabel(checksum: string | undefined): { checksum?: string } {
  return checksum === undefined ? {} : { checksum: checksum.replace(/^sha1:/, 'sha256-160:') };
}

function readEntry(entry: ApkEntry, problems: ProblemList): CatalogedPackage | undefined {
  const { name, version, line } = entry;
  if (name === undefined || !/^[A-Za-z0-9._+~@-]{1,255}$/.test(name)) {
    problems.add(name === undefined ? 'package without a name' : 'not a package name', line, name);
    return undefined;
  }
  if (version === undefined || !/^[A-Za-z0-9._+~:-]{1,255}$/.test(version)) {
    problems.add(`${name} has ${version === undefined ? 'no version' : 'a malformed version'}`, line, version);
    return undefined;
  }
  const arch = known(entry.arch);
  if (entry.arch !== undefined && arch === undefined)
    problems.add(`${name} has a malformed architecture`, line, entry.arch);
  const origin = known(entry.origin);
  if (entry.origin !== undefined && origin === undefined)
    problems.add(`${name} has a malformed origin`, line, entry.origin);
  return {
    name,
    version,
    purl: osPurl({ type: 'apk', name, version, arch, upstream: origin === name ? undefined : origin }),
    type: 'apk',
    ...(arch === undefined ? {} : { arch }),
    source: { name: origin ?? name, version },
    licences: apkLicences(entry.licence ?? ''),
  };
}

function known(word: string | undefined): string | undefined {
  return word !== undefined && /^[A-Za-z0-9._+~-]{1,255}$/.test(word) ? word : undefined;
}
