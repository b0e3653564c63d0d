import type { AnalysedFile, Analyser } from '#image';
import type { CatalogedPackage, CatalogFacts, Ownership } from '../facts.ts';
import { readConffiles } from './dpkg-conffiles.ts';
import { readStanzas, type Stanza } from './deb822.ts';
import { ProblemList } from '../problem-list.ts';
import { osPurl } from './purl.ts';

const statusPath = 'var/lib/dpkg/status';
const statusFolder = 'var/lib/dpkg/status.d';
const journal = /^var\/lib\/dpkg\/updates\/\d+$/;
const maxPackages = 100_000;

/**
 * States of dpkg(1) with files of the package on disk. A package that is only half configured, or waits for triggers,
 * is there and can be attacked. `half-installed` was broken off while files were written or removed: some are there.
 * The other two, `not-installed` and `config-files`, are what removal leaves.
 */
const present = new Set([
  'installed',
  'half-installed',
  'unpacked',
  'half-configured',
  'triggers-awaited',
  'triggers-pending',
]);
const absent = new Set(['not-installed', 'config-files']);

/** Reads the dpkg database: `var/lib/dpkg/status`, and `status.d/NAME` of images without dpkg (distroless). */
export const dpkgStatus: Analyser<CatalogFacts> = {
  id: 'dpkg-status',
  decisive: true,
  version: 1,
  interest: {
    paths: [statusPath],
    folders: [statusFolder, 'var/lib/dpkg/updates'],
    accept: (path) => !path.endsWith('.md5sums'),
  },
  analyse(file) {
    if (file.path === statusPath || file.path.startsWith(`${statusFolder}/`)) return readDatabase(file);
    return journal.test(file.path) && file.bytes.length > 0 ? reportJournal(file.path) : undefined;
  },
};

/** dpkg keeps changes there until it next rewrites `status`; an image with one was cut off in the middle of a run. */
function reportJournal(path: string): CatalogFacts {
  const problems = new ProblemList(path);
  problems.add('dpkg was interrupted: changes in this journal are not in var/lib/dpkg/status and were not read');
  return problems.facts();
}

function readDatabase(file: AnalysedFile): CatalogFacts {
  const problems = new ProblemList(file.path);
  const packages = new Map<string, CatalogedPackage>();
  const owned = new Map<string, Ownership>();
  const stanzas = readStanzas(file.bytes, {
    wanted: ['package', 'version', 'status', 'source', 'architecture', 'conffiles'],
    maxValueBytes: 1024 * 1024,
    report: (what, line, found) => problems.add(what, line, found),
  });
  let named = 0;
  for (const stanza of stanzas) {
    if (stanza.fields.has('package')) named++;
    const found = readPackage(stanza, file.path === statusPath, problems);
    if (found === undefined) continue;
    if (packages.size >= maxPackages) {
      problems.add(`more than ${maxPackages} packages: the rest was not read`, stanza.line);
      break;
    }
    const key = `${found.name}:${found.arch ?? ''}`;
    if (packages.has(key)) problems.add(`${key} stands here twice; the later one counts`, stanza.line);
    packages.set(key, found);
    const files = readConffiles(stanza.fields.get('conffiles') ?? '', (what, text) =>
      problems.add(`${found.name}: ${what}`, stanza.line, text),
    );
    const arch = found.arch === undefined ? {} : { arch: found.arch };
    owned.delete(key);
    if (files.length > 0) owned.set(key, { package: found.name, ...arch, files });
  }
  judge(file, named, problems);
  const all = [...packages.values()];
  return { packages: all, ...(owned.size === 0 ? {} : { owned: [...owned.values()] }), ...problems.facts() };
}

/** What can be said of the file as a whole. Blank files are what an image without packages has. */
function judge({ path, bytes }: AnalysedFile, packages: number, problems: ProblemList): void {
  const isWhole = path === statusPath;
  if (packages === 0 && bytes.some((byte) => byte > 0x20)) {
    if (isWhole) problems.addFatal('not a dpkg database: no package in it');
    else problems.add('not a part of a dpkg database: no package in it');
  } else if (isWhole && bytes.length > 0 && bytes.at(-1) !== 0x0a) {
    problems.add('ends in the middle of a line: it may be cut off');
  }
}

function readPackage(stanza: Stanza, needsStatus: boolean, problems: ProblemList): CatalogedPackage | undefined {
  const { fields, line } = stanza;
  const name = fields.get('package')?.toLowerCase();
  if (name === undefined) {
    problems.add('stanza without a Package field', line);
    return undefined;
  }
  if (!/^[a-z0-9][a-z0-9+.~_-]{0,254}$/.test(name)) {
    problems.add('not a package name', line, name);
    return undefined;
  }
  if (!isPresent(fields.get('status'), name, needsStatus, line, problems)) return undefined;
  const version = fields.get('version');
  if (version === undefined || !isVersion(version)) {
    problems.add(`${name} has ${version === undefined ? 'no version' : 'a malformed version'}`, line, version);
    return undefined;
  }
  const arch = fields.get('architecture');
  const knownArch = arch !== undefined && /^[a-z0-9][a-z0-9_-]{0,62}$/.test(arch);
  if (arch !== undefined && !knownArch) problems.add(`${name} has a malformed architecture`, line, arch);
  const source = readSource(fields.get('source'), { name, version }, line, problems);
  return {
    name,
    version,
    purl: osPurl({
      type: 'deb',
      name,
      version,
      arch: knownArch ? arch : undefined,
      upstream: upstream(source, { name, version }),
    }),
    type: 'deb',
    ...(knownArch ? { arch } : {}),
    source,
    licences: [],
  };
}

/** Decides by the third word of `Status: want flag state`: what is selected for removal is there until it is removed. */
function isPresent(
  status: string | undefined,
  name: string,
  needsStatus: boolean,
  line: number,
  problems: ProblemList,
): boolean {
  if (status === undefined) {
    // status.d holds the control file of the package, which has no such field.
    if (needsStatus) problems.add(`${name} has no Status field; it is taken as installed`, line);
    return true;
  }
  const state = status.split(/\s+/)[2] ?? '';
  if (absent.has(state)) return false;
  if (!present.has(state)) problems.add(`${name} has an unknown status and is taken as installed`, line, status);
  return true;
}

/**
 * `Source: name` or `Source: name (version)`; absent means the package's own name. Without a version it is the binary's:
 * a binary-only rebuild (`+b1`) always carries the version of its source here (deb-src-control(5), dpkg-gencontrol).
 */
function readSource(
  field: string | undefined,
  binary: { name: string; version: string },
  line: number,
  problems: ProblemList,
): { name: string; version: string } {
  if (field === undefined) return binary;
  const [, name, version = binary.version] =
    /^([A-Za-z0-9][A-Za-z0-9+.~_-]{0,254})[ \t]*(?:\(([^()]{0,255})\))?$/.exec(field) ?? [];
  if (name !== undefined && isVersion(version)) return { name: name.toLowerCase(), version };
  problems.add(`${binary.name} has a malformed source, and its own name is used`, line, field);
  return binary;
}

function upstream(
  source: { name: string; version: string },
  binary: { name: string; version: string },
): string | undefined {
  if (source.version !== binary.version) return `${source.name}@${source.version}`;
  return source.name === binary.name ? undefined : source.name;
}

/** Characters of deb-version(7), and no more than a matcher should ever be asked to compare. */
function isVersion(version: string): boolean {
  return /^[A-Za-z0-9.+:~_-]{1,255}$/.test(version);
}
