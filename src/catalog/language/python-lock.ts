import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import type { ProblemList } from '../problem-list.ts';
import { withGraph, type LockedPackage, type LockRoot } from './locked-packages.ts';
import { normalisedPythonName, pythonPackage } from './python-name.ts';

/** A distribution that another one, or the project, asks for. Without a version it is each one of that name in the file. */
export interface PythonNeed {
  name: string;
  version?: string | undefined;
}

/** One entry of a lock file, as read and not yet believed. */
export interface PythonLockEntry {
  name: string | undefined;
  version: string | undefined;
  needs?: readonly PythonNeed[];
  /** Hashes of all its files. */
  hashes?: readonly string[];
  /** Undefined when the file does not tell. */
  dev?: boolean | undefined;
  /** Line where it stands, counted from 1. */
  line?: number;
}

const maxPackages = 200_000;
/** Real files have some thousands; a hostile one would let each of its packages need all others. */
const maxEdges = 500_000;

/** Gathers the packages of one lock file and joins them by normalised name and version. */
export class PythonLock {
  readonly #problems: ProblemList;
  readonly #locked = new Map<string, LockedPackage & { needed: PythonNeed[] }>();
  readonly #byName = new Map<string, string[]>();
  readonly #roots: (PythonNeed & { dev: boolean })[] = [];
  #edges = 0;
  #left = 0;

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  /** Adds an entry. One that the file has already, for an extra or another group, is the same package and needs both. */
  add(entry: PythonLockEntry): void {
    if (this.#locked.size >= maxPackages) {
      this.#left += 1;
      return;
    }
    const { dev, hashes = [], needs = [], line } = entry;
    const facts = { ...oneFile(hashes), ...(dev !== undefined && { dev }) };
    const found = pythonPackage(entry.name, entry.version, facts, this.#problems, line);
    if (found === undefined) return;
    const name = normalisedPythonName(found.name);
    const key = `${name}@${found.version}`;
    const known = this.#locked.get(key);
    if (known !== undefined) {
      for (const need of needs) known.needed.push(need);
      known.package = withDev(known.package, dev);
      return;
    }
    this.#locked.set(key, { key, package: found, needs: [], needed: [...needs] });
    const versions = this.#byName.get(name);
    if (versions === undefined) this.#byName.set(name, [key]);
    else versions.push(key);
  }

  /** Notes what the project itself asks for. */
  addRoot(need: PythonNeed, dev: boolean): void {
    this.#roots.push({ ...need, dev });
  }

  facts(): CatalogFacts {
    if (this.#left > 0) this.#problems.add(`more than ${maxPackages} packages: ${this.#left} were not read`);
    const roots: LockRoot[] = this.#roots.flatMap((root) => this.#keysOf(root).map((key) => ({ key, dev: root.dev })));
    const locked = [...this.#locked.values()].map(({ key, package: item, needed }) => ({
      key,
      package: item,
      needs: needed.flatMap((need) => this.#keysOf(need)).filter((need) => need !== key),
    }));
    return { packages: withGraph(locked, roots), ...this.#problems.facts() };
  }

  #keysOf({ name, version }: PythonNeed): readonly string[] {
    const normalised = normalisedPythonName(name);
    const exact = version === undefined ? undefined : `${normalised}@${version}`;
    const keys = exact === undefined ? (this.#byName.get(normalised) ?? []) : this.#locked.has(exact) ? [exact] : [];
    if (this.#edges > maxEdges) return [];
    this.#edges += keys.length;
    if (this.#edges > maxEdges) this.#problems.add(`more than ${maxEdges} dependencies: the rest is left out`);
    return keys;
  }
}

/** Production beats not knowing, which beats development: what is needed twice is needed for the more serious one. */
function withDev({ dev: known, ...rest }: CatalogedPackage, dev: boolean | undefined): CatalogedPackage {
  if (known === false || dev === false) return { ...rest, dev: false };
  return known === true && dev === true ? { ...rest, dev: true } : rest;
}

/** A lock file has a hash for each wheel. Only where there is one file is its hash that of what gets installed. */
function oneFile(hashes: readonly string[]): { hashes?: string[] } {
  const [hash] = hashes;
  const isHash = hash !== undefined && /^(?:md5|sha1|sha224|sha256|sha384|sha512):[0-9a-f]{32,128}$/.test(hash);
  return hashes.length === 1 && isHash ? { hashes: [hash] } : {};
}
