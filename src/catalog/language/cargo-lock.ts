import { parse, TomlError } from 'smol-toml';
import type { AnalysedFile, Analyser } from '#image';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { asList, asRecord, asText, entriesOf } from './json-value.ts';
import type { LockedPackage } from './locked-packages.ts';
import { namedPackage } from './named-package.ts';
import { hexHash } from './recorded-hash.ts';
import { textLines } from './text-lines.ts';
import { withUndividedGraph } from './undivided-graph.ts';

const maxPackages = 200_000;
/** The longest lines of real files are sources, below 1,000 characters; a long key costs the parser much. */
const maxLine = 16 * 1024;
/** Each costs a parse and an error of its own. */
const maxBroken = 40;

/** A `[[package]]` of the file. */
interface Crate {
  package: CatalogedPackage;
  /** Where it comes from; packages of the project itself have none. */
  source?: string;
  /** `name`, `name version` or `name version (source)`: as much as makes it unambiguous. */
  needs: readonly unknown[];
}

/**
 * Reads Cargo.lock, versions 1 to 4. Packages without a source are the project's own (a workspace has several): they
 * are no dependencies and are not listed, but what they need is direct. Source: The Cargo Book, "Cargo.toml vs
 * Cargo.lock", and cargo's `core/resolver/encode.rs`, whose comment tells the versions apart.
 */
export const cargoLock: Analyser<CatalogFacts> = {
  id: 'cargo-lock',
  version: 1,
  // Crates in Cargo's own caches come with their lock files, which count for nothing where they are used.
  interest: { names: ['Cargo.lock'], accept: (path) => !/(?:^|\/)(?:registry\/src|git\/checkouts)\//.test(path) },
  maxBytes: 8 * 1024 * 1024,
  analyse: readLock,
};

function readLock(file: AnalysedFile): CatalogFacts | undefined {
  const problems = new ProblemList(file.path);
  const tables = readTables(file.bytes, problems);
  if (!tables.isLock && problems.facts().problems === undefined) return undefined;
  if (tables.packages.length > maxPackages) problems.add(`more than ${maxPackages} packages: the rest was not read`);
  const crates = tables.packages
    .slice(0, maxPackages)
    .flatMap((table) => readCrate(table, tables.checksums, problems) ?? []);
  return { packages: graphOf(crates), ...problems.facts() };
}

function readCrate(value: unknown, checksums: ReadonlyMap<string, unknown>, problems: ProblemList): Crate | undefined {
  const table = asRecord(value) ?? {};
  const found = namedPackage('cargo', table['name'], table['version'], problems);
  if (found === undefined) return undefined;
  const source = asText(table['source']);
  // Version 1 kept them all in one table at the end.
  const recorded = table['checksum'] ?? checksums.get(`checksum ${found.name} ${found.version} (${source ?? ''})`);
  const hash = hexHash('sha256', asText(recorded));
  if (hash === undefined && recorded !== undefined && recorded !== '<none>')
    problems.add(`${found.name} ${found.version} has a malformed checksum`, undefined, asText(recorded));
  return {
    package: { ...found, ...(hash !== undefined && { hashes: [hash] }) },
    ...(source !== undefined && { source }),
    needs: asList(table['dependencies']),
  };
}

function graphOf(crates: readonly Crate[]): CatalogedPackage[] {
  const keys = new Map<string, string>();
  const locked = new Map<string, LockedPackage>();
  const own: Crate[] = [];
  for (const crate of crates) {
    const { name, version } = crate.package;
    const key = `${name} ${version} (${crate.source ?? ''})`;
    // A dependency on a git repository is written without the commit that its source ends with.
    const names = [name, `${name} ${version}`, `${name} ${version} (${crate.source?.split('#', 1)[0] ?? ''})`, key];
    for (const alias of names) if (!keys.has(alias)) keys.set(alias, key);
    if (crate.source === undefined) own.push(crate);
    else if (!locked.has(key)) locked.set(key, { key, package: crate.package, needs: [] });
  }
  const needsOf = (crate: Crate): string[] => crate.needs.flatMap((need) => keys.get(asText(need) ?? '') ?? []);
  for (const crate of crates) {
    const key = `${crate.package.name} ${crate.package.version} (${crate.source ?? ''})`;
    const item = locked.get(key);
    if (item !== undefined && item.package === crate.package) locked.set(key, { ...item, needs: needsOf(crate) });
  }
  const roots = new Set(own.flatMap(needsOf).filter((key) => locked.has(key)));
  return withUndividedGraph([...locked.values()], roots);
}

/** What the file consists of. */
class LockTables {
  /** Whether anything of it is what a Cargo.lock has. */
  isLock = false;
  /** The project itself, which very old files have apart, and all others. */
  readonly packages: unknown[] = [];
  /** By `checksum NAME VERSION (SOURCE)`. */
  readonly checksums = new Map<string, unknown>();

  add(document: Readonly<Record<string, unknown>>): void {
    const { root, package: packages, metadata, version } = document;
    for (const part of [root, packages, metadata, version]) if (part !== undefined) this.isLock = true;
    if (root !== undefined) this.packages.push(root);
    for (const table of asList(packages)) this.packages.push(table);
    for (const [key, value] of entriesOf(metadata)) this.checksums.set(key, value);
  }
}

/** The tables of the file; of a broken one those that are whole, because every table begins with a line of its own. */
function readTables(bytes: Buffer, problems: ProblemList): LockTables {
  const tables = new LockTables();
  const lines = textLines(bytes).map((line, at) => {
    if (line.length <= maxLine) return line;
    problems.add(`longer than ${maxLine} characters: not read`, at + 1);
    return '';
  });
  const { value, line, what } = parseToml(lines.join('\n'));
  if (value !== undefined) {
    tables.add(value);
    return tables;
  }
  let broken = 0;
  for (let start = 0, end = 0; start < lines.length; start = end) {
    if (broken === maxBroken) {
      problems.add(`broken in more than ${maxBroken} places: the rest was not read`, start + 1);
      break;
    }
    for (end = start + 1; end < lines.length && lines[end]?.startsWith('[') !== true;) end += 1;
    const part = parseToml(lines.slice(start, end).join('\n'));
    if (part.value !== undefined) tables.add(part.value);
    else {
      problems.add(part.what, start + part.line);
      broken += 1;
    }
  }
  // Parts that are whole and wrong together, such as a table that stands there twice.
  if (broken === 0) problems.add(what, line);
  return tables;
}

function parseToml(text: string): { value?: Record<string, unknown>; what: string; line: number } {
  try {
    return { value: parse(text), what: '', line: 0 };
  } catch (error) {
    return { what: 'not valid TOML', line: error instanceof TomlError ? error.line : 1 };
  }
}
