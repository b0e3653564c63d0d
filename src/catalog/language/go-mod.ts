import type { AnalysedFile, Analyser } from '#image';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { readGoModLine } from './go-mod-line.ts';
import type { LockedPackage } from './locked-packages.ts';
import { namedPackage } from './named-package.ts';
import { textLines } from './text-lines.ts';
import { withUndividedGraph } from './undivided-graph.ts';

const maxRequirements = 200_000;

/** Verbs of the format; what is unknown is told, because it may one day change which modules are used. */
const verbs = new Set([
  'module',
  'go',
  'toolchain',
  'require',
  'replace',
  'exclude',
  'retract',
  'tool',
  'godebug',
  'ignore',
]);

interface Requirement {
  path: string;
  version: string;
  indirect: boolean;
  line: number;
}

interface GoMod {
  go: string;
  requirements: Requirement[];
  /** What is used instead of `path` or `path version`; without a version it is a folder. */
  replacements: Map<string, { path: string; version?: string }>;
  excluded: Set<string>;
}

/**
 * Reads go.mod: the modules that it requires, replacements applied. A replacement by a folder is the project's own
 * code and not listed. The `go` and `toolchain` lines say what is needed at least, not which standard library is used.
 * Source: Go Modules Reference, "go.mod files".
 */
export const goMod: Analyser<CatalogFacts> = {
  id: 'go-mod',
  version: 1,
  // The module cache holds the go.mod of every module: what each would require is not what the build uses.
  interest: { names: ['go.mod'], accept: (path) => !/(?:^|\/)pkg\/mod\//.test(path) },
  maxBytes: 8 * 1024 * 1024,
  analyse: readGoMod,
};

function readGoMod(file: AnalysedFile): CatalogFacts | undefined {
  const problems = new ProblemList(file.path);
  const found: GoMod = { go: '', requirements: [], replacements: new Map(), excluded: new Set() };
  let known = 0;
  let block: string | undefined;
  for (const [at, text] of textLines(file.bytes).entries()) {
    const line = at + 1;
    const { tokens, comment, malformed } = readGoModLine(text);
    if (malformed) problems.add('not a line of go.mod', line, text);
    if (malformed || tokens.length === 0) continue;
    if (block !== undefined && tokens[0] === ')') block = undefined;
    else if (block !== undefined) readDirective(found, block, tokens, comment, line, problems);
    else if (!verbs.has(tokens[0] ?? '')) problems.add('not a directive of go.mod', line, text);
    else {
      known += 1;
      const [verb = '', ...rest] = tokens;
      if (rest[0] === '(') block = rest[1] === ')' ? undefined : verb;
      else readDirective(found, verb, rest, comment, line, problems);
    }
  }
  if (known === 0) return undefined;
  if (block !== undefined) problems.add(`the file ends inside of ${block} ( … ): it may be cut off`);
  return { packages: packagesOf(found, problems), ...problems.facts() };
}

function readDirective(
  found: GoMod,
  verb: string,
  tokens: readonly string[],
  comment: string,
  line: number,
  problems: ProblemList,
): void {
  const [path = '', version = ''] = tokens;
  if (verb === 'go') found.go = path;
  if (verb !== 'require' && verb !== 'exclude' && verb !== 'replace') return;
  if (verb === 'replace') return readReplacement(found, tokens, line, problems);
  if (tokens.length !== 2) return problems.add(`not a module and its version to ${verb}`, line, tokens.join(' '));
  if (verb === 'exclude') found.excluded.add(`${path} ${version}`);
  else if (found.requirements.length < maxRequirements)
    found.requirements.push({ path, version, indirect: /^\s*indirect\s*(?:;|$)/.test(comment), line });
  else problems.add(`more than ${maxRequirements} modules: the rest was not read`, line);
}

/** `path [version] => path [version]` */
function readReplacement(found: GoMod, tokens: readonly string[], line: number, problems: ProblemList): void {
  const arrow = tokens.indexOf('=>');
  const [path, version] = tokens.slice(arrow + 1);
  if (arrow < 1 || arrow > 2 || path === undefined || tokens.length > arrow + 3)
    return problems.add('not a replacement', line, tokens.join(' '));
  found.replacements.set(tokens.slice(0, arrow).join(' '), { path, ...(version !== undefined && { version }) });
}

function packagesOf(mod: GoMod, problems: ProblemList): CatalogedPackage[] {
  const locked = new Map<string, LockedPackage & { direct: boolean }>();
  if (mod.requirements.length > 0 && !listsAll(mod.go))
    problems.add('before go 1.17 go.mod does not list the modules that are needed indirectly');
  for (const required of mod.requirements) {
    const id = `${required.path} ${required.version}`;
    if (mod.excluded.has(id)) {
      problems.add('requires a version that it excludes: the next higher one is used', required.line, id);
      continue;
    }
    const replaced = mod.replacements.get(id) ?? mod.replacements.get(required.path);
    if (replaced !== undefined && replaced.version === undefined) continue;
    const { path, version = '' } = replaced ?? required;
    if (!/^v\d+\.\d+\.\d+/.test(version)) {
      problems.add('not the version of a module', required.line, `${path} ${version}`);
      continue;
    }
    const item = namedPackage('golang', path, version, problems, required.line);
    const key = `${path}@${version}`;
    if (item === undefined) continue;
    const direct = !required.indirect || locked.get(key)?.direct === true;
    locked.set(key, { key, package: { ...item, direct }, needs: [], direct });
  }
  const all = [...locked.values()];
  return withUndividedGraph(
    all,
    all.filter(({ direct }) => direct).map(({ key }) => key),
  );
}

/** From go 1.17 on, the file lists every module that the build needs (graph pruning). No `go` line means 1.16. */
function listsAll(go: string): boolean {
  const [, major, minor] = /^(\d{1,4})\.(\d{1,4})/.exec(go) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 17);
}
