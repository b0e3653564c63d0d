import type { AnalysedFile, Analyser } from '#image';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import type { LockedPackage } from './locked-packages.ts';
import { namedPackage } from './named-package.ts';
import { hexHash } from './recorded-hash.ts';
import { textLines } from './text-lines.ts';
import { withUndividedGraph } from './undivided-graph.ts';

const maxPackages = 200_000;
/** A gem has one version in a lock file, or one for each of a few platforms. */
const maxVersions = 16;

const sources = new Set(['GEM', 'GIT', 'PATH', 'PLUGIN SOURCE']);
const sections = new Set([...sources, 'PLATFORMS', 'DEPENDENCIES', 'CHECKSUMS', 'RUBY VERSION', 'BUNDLED WITH']);

/** `name`, `name!` or `name (…)`, and what stands behind it. */
const entry = /^( {2,6})(\S+?)!?(?: \(([^()]*)\))?!?(?: ([a-z0-9]+=\S+))?$/;
const option = /^ {2}[a-z]+:/;

/** A gem as all its lines tell it: there is one for each platform. */
interface Gem {
  package: CatalogedPackage;
  /** The names of gems, each with its requirement. */
  needs: Map<string, string>;
  hashes: Set<string>;
  /** Of a folder of the project (PATH). */
  own: boolean;
}

/**
 * Reads Gemfile.lock (`gems.locked`). Gems of PATH are the project's own: they are not listed, but what they need is
 * direct. Groups are not in the file, so that `dev` stays unknown. Source: Bundler's `LockfileParser`.
 */
export const gemfileLock: Analyser<CatalogFacts> = {
  id: 'gemfile-lock',
  version: 2,
  // Installed gems come with the lock files of their authors, which count for nothing where they are used.
  interest: {
    names: ['Gemfile.lock', 'gems.locked'],
    accept: (path) => !/(?:^|\/)gems\/[^/]*-(?:\d[^/]*|[0-9a-f]{12})\//.test(path),
  },
  maxBytes: 8 * 1024 * 1024,
  analyse: (file) => new GemfileLock(file).read(),
};

class GemfileLock {
  readonly #file: AnalysedFile;
  readonly #problems: ProblemList;
  readonly #gems = new Map<string, Gem>();
  readonly #keys = new Map<string, string[]>();
  readonly #roots = new Set<string>();
  #section = '';
  #gem: Gem | undefined;

  constructor(file: AnalysedFile) {
    this.#file = file;
    this.#problems = new ProblemList(file.path);
  }

  read(): CatalogFacts | undefined {
    let known = 0;
    for (const [at, text] of textLines(this.#file.bytes).entries()) {
      if (text.trim() === '') continue;
      if (sections.has(text)) {
        known += 1;
        this.#section = text;
        this.#gem = undefined;
      } else this.#readLine(text, at + 1);
    }
    return known === 0 ? undefined : { packages: this.#graph(), ...this.#problems.facts() };
  }

  #readLine(text: string, line: number): void {
    if (!text.startsWith(' ')) {
      // Bundler passes over sections that it does not know; it refuses markers of a merge, which stand inside of one.
      if (!/^(?:<{7}|={7}|>{7}|\|{7})/.test(text)) this.#section = '';
      return this.#problems.add('not a line of a Gemfile.lock', line, text);
    }
    const isSource = sources.has(this.#section);
    if (!isSource && this.#section !== 'DEPENDENCIES' && this.#section !== 'CHECKSUMS') return;
    if (isSource && option.test(text)) return;
    const [, indent = '', name = '', brackets, rest] = text.length > 2000 ? [] : (entry.exec(text) ?? []);
    if (name === '') return this.#problems.add('not a line of a Gemfile.lock', line, text);
    if (this.#section === 'DEPENDENCIES') this.#roots.add(name);
    else if (!isSource) this.#readChecksums(name, brackets, rest);
    else if (indent.length === 4) this.#readGem(name, brackets, line);
    else if (indent.length === 6) this.#gem?.needs.set(name, brackets ?? '>= 0');
    else this.#problems.add('not a line of a Gemfile.lock', line, text);
  }

  /** `brackets` is the version, then, behind its first hyphen, the platform that it is built for. */
  #readGem(name: string, brackets: string | undefined, line: number): void {
    this.#gem = undefined;
    const version = brackets?.split('-', 1)[0];
    const item = namedPackage('gem', name, version, this.#problems, line);
    if (item === undefined) return;
    const key = `${name} ${version}`;
    this.#gem = this.#gems.get(key);
    if (this.#gem !== undefined) return;
    if (this.#gems.size >= maxPackages)
      return this.#problems.add(`more than ${maxPackages} gems: the rest was not read`, line);
    this.#gem = { package: item, needs: new Map(), hashes: new Set(), own: this.#section === 'PATH' };
    this.#gems.set(key, this.#gem);
    const keys = this.#keys.get(name) ?? [];
    if (keys.length < maxVersions) this.#keys.set(name, [...keys, key]);
  }

  #readChecksums(name: string, brackets: string | undefined, checksums: string | undefined): void {
    const gem = this.#gems.get(`${name} ${brackets?.split('-', 1)[0]}`);
    for (const checksum of checksums?.split(',') ?? []) {
      const hash = checksum.startsWith('sha256=') ? hexHash('sha256', checksum.slice('sha256='.length)) : undefined;
      if (hash !== undefined) gem?.hashes.add(hash);
    }
  }

  #graph(): CatalogedPackage[] {
    const keysOf = (names: Iterable<string>): string[] =>
      Array.from(names).flatMap((name) => this.#keys.get(name) ?? []);
    const locked: LockedPackage[] = [];
    const roots = new Set(keysOf(this.#roots));
    for (const [key, gem] of this.#gems) {
      const named = Array.from(gem.needs).flatMap(([name, range]) => keysOf([name]).map((need) => ({ need, range })));
      const needs = named.map(({ need }) => need);
      const ranges = named.map(({ range }) => range);
      if (gem.own) for (const need of needs) roots.add(need);
      const hashes = gem.hashes.size === 0 ? {} : { hashes: [...gem.hashes] };
      if (!gem.own) locked.push({ key, package: { ...gem.package, ...hashes }, needs, ranges });
    }
    const listed = new Set(locked.map(({ key }) => key));
    return withUndividedGraph(
      locked,
      [...roots].filter((key) => listed.has(key)),
    );
  }
}
