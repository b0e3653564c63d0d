import type { AnalysedFile, Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { PythonLock } from './python-lock.ts';
import { normalisedPythonName } from './python-name.ts';
import { readRequirement, requirementName, type PinnedRequirement } from './python-requirement.ts';

const maxEntries = 200_000;

/**
 * Reads pip's requirements files as `pip freeze`, pip-compile and uv write them: what is pinned with `==`. Included files
 * (`-r`) are read where they lie. Source: pip, "Requirements file format".
 */
export const pythonRequirements: Analyser<CatalogFacts> = {
  id: 'python-requirements',
  version: 1,
  maxBytes: 8 * 1024 * 1024,
  interest: { endings: ['.txt'], accept: (path) => /requirements[^/]*\.txt$|(?:^|\/)requirements\/[^/]+$/.test(path) },
  analyse: (file) => new RequirementsFile(file).read(),
};

interface Entry extends PinnedRequirement {
  line: number;
  hashes: string[];
  /** What asked for it, as pip-compile and uv note it: `-r requirements.in`, `flask`, `app (pyproject.toml)`. */
  via: string[];
}

class RequirementsFile {
  readonly #file: AnalysedFile;
  readonly #problems: ProblemList;
  readonly #entries: Entry[] = [];
  #strange = 0;
  /** The entry that the comments below it are about, and whether they are within its `via`. */
  #current: Entry | undefined;
  #inVia = false;

  constructor(file: AnalysedFile) {
    this.#file = file;
    this.#problems = new ProblemList(file.path);
  }

  /** Undefined for prose that only has the name of a requirements file. */
  read(): CatalogFacts | undefined {
    this.#readLines();
    if (this.#entries.length === 0 && this.#strange > 0) return undefined;
    const lock = new PythonLock(this.#problems);
    const present = new Set(this.#entries.map(({ name }) => normalisedPythonName(name)));
    const isAnnotated = this.#entries.some(({ via }) => via.length > 0);
    const needs = this.#needs();
    for (const entry of this.#entries) {
      lock.add({ ...entry, needs: [...(needs.get(normalisedPythonName(entry.name)) ?? [])].map((name) => ({ name })) });
      if (isAnnotated && isDirect(entry, present)) lock.addRoot(entry, false);
    }
    const facts = lock.facts();
    // Neither the file nor its comments tell what is for development.
    for (const item of facts.packages ?? []) delete item.dev;
    return facts;
  }

  /** A backslash at its end joins a line with the next one, unless that is a comment. */
  #readLines(): void {
    let pending = '';
    let first = 0;
    for (const [at, physical] of decode(this.#file.bytes)
      .split(/\r\n|\n|\r/)
      .entries()) {
      const isComment = physical.trimStart().startsWith('#');
      if (pending === '') first = at + 1;
      if (!isComment && physical.endsWith('\\')) {
        pending += `${physical.slice(0, -1)} `;
        continue;
      }
      this.#readLine(isComment ? pending : pending + physical, first);
      pending = '';
      if (isComment) this.#readComment(physical);
      if (this.#entries.length >= maxEntries) {
        this.#problems.add(`more than ${maxEntries} requirements: the rest was not read`, at + 1);
        return;
      }
    }
    if (pending !== '') this.#readLine(pending, first);
  }

  #readLine(line: string, at: number): void {
    const comment = commentStart(line);
    const text = line.slice(0, comment).trim();
    if (text === '') return;
    this.#current = undefined;
    this.#inVia = false;
    // Options: -r, -c, -e, --index-url, …
    if (text.startsWith('-')) return;
    const options = text.search(/\s--/);
    const found = readRequirement(options < 0 ? text : text.slice(0, options));
    if (found === undefined) {
      this.#strange += 1;
      this.#problems.add('not a requirement', at, text);
    } else if (found !== 'open') {
      const hashes = [...text.matchAll(/\s--hash[= ]([a-z0-9]+:[0-9a-f]+)/g)].map(([, hash = '']) => hash);
      this.#current = { ...found, line: at, hashes, via: [] };
      this.#entries.push(this.#current);
      if (comment < line.length) this.#readComment(` ${line.slice(comment)}`);
    }
  }

  /** `# via flask`, `# via -r requirements.in, flask`, or `# via` with one name a line below it. */
  #readComment(line: string): void {
    const [, text] = /^\s+#(.*)$/.exec(line) ?? [];
    if (text === undefined) this.#current = undefined;
    if (text === undefined || this.#current === undefined) return;
    const [, named] = /^ via\b(.*)$/.exec(text) ?? [];
    const isListed = named === undefined && this.#inVia && text.startsWith('   ');
    this.#inVia = named !== undefined || isListed;
    if (!this.#inVia) return;
    for (const source of (named ?? text).split(',')) {
      if (source.trim() !== '') this.#current.via.push(source.trim());
    }
  }

  /** Names that each distribution needs: the notes tell it the other way round. */
  #needs(): Map<string, Set<string>> {
    const needs = new Map<string, Set<string>>();
    for (const { name, via } of this.#entries) {
      for (const source of via) {
        const parent = requirementName(source);
        if (parent === undefined || isOutside(source)) continue;
        const key = normalisedPythonName(parent);
        const found = needs.get(key);
        if (found === undefined) needs.set(key, new Set([name]));
        else found.add(name);
      }
    }
    return needs;
  }
}

/** What nothing in the file asks for was asked for by the project: some tools leave that note out, some name the project. */
function isDirect({ via }: Entry, present: ReadonlySet<string>): boolean {
  const sources = via.filter((source) => !source.startsWith('-c '));
  return (
    sources.length === 0 ||
    sources.some((source) => isOutside(source) || !present.has(normalisedPythonName(requirementName(source) ?? '')))
  );
}

/** `-r requirements.in`, `app (pyproject.toml)`: files of the project. */
function isOutside(source: string): boolean {
  return source.startsWith('-') || source.endsWith(')');
}

/** A `#` begins a comment at the beginning of the line or after white space; elsewhere it is part of a URL. */
function commentStart(line: string): number {
  for (let at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1)) {
    if (at === 0 || /\s/.test(line[at - 1] ?? '')) return at;
  }
  return line.length;
}

/** UTF-8, or what the byte order mark says: PowerShell's `pip freeze > requirements.txt` writes UTF-16. */
function decode(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
