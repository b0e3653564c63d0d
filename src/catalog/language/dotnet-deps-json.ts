import type { Analyser, AnalysedFile } from '#image';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { asRecord, asText, entriesOf, parseJson } from './json-value.ts';
import type { LockedPackage } from './locked-packages.ts';
import { namedPackage } from './named-package.ts';
import { base64Hash } from './recorded-hash.ts';
import { withUndividedGraph } from './undivided-graph.ts';

const maxLibraries = 200_000;
const packPrefix = 'runtimepack.';
/** Lists of the files of a library that are beside the application. */
const assetKinds = ['runtime', 'native', 'runtimeTargets', 'resources'];

/** An entry of `libraries` with its entry in the target that the application runs on. */
interface Library {
  /** `name/version` */
  id: string;
  name: string;
  version: string;
  type: string;
  hash?: string;
  /** Undefined when the target does not have it. */
  target: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Reads `NAME.deps.json` beside a .NET application: its packages with their edges. Projects are its own and not listed,
 * but what they need is direct. A package of which no file is beside the application (a framework brings a newer one,
 * or only the compiler needs it) is not installed, and therefore `declared`. Source: .NET SDK's documentation,
 * "Runtime Configuration Files" (runtime-configuration-file.md).
 */
export const dotnetDepsJson: Analyser<CatalogFacts> = {
  id: 'dotnet-deps-json',
  version: 1,
  interest: { endings: ['.deps.json'] },
  maxBytes: 32 * 1024 * 1024,
  analyse: readDeps,
};

function readDeps(file: AnalysedFile): CatalogFacts | undefined {
  const problems = new ProblemList(file.path);
  const document = asRecord(parseJson(file.bytes, problems));
  const isDeps = ['libraries', 'targets'].some((key) => asRecord(document?.[key]) !== undefined);
  if (!isDeps && problems.facts().problems === undefined) return undefined;
  // .NET Core 1.0 wrote the name alone.
  const runtime = document?.['runtimeTarget'];
  const targetName = asText(runtime) ?? asText(asRecord(runtime)?.['name']) ?? '';
  const target = new Map(entriesOf(document?.['targets'])).get(targetName);
  const libraries = readLibraries(document?.['libraries'], target, problems);
  return { packages: graphOf(libraries, problems), ...problems.facts() };
}

function readLibraries(value: unknown, target: unknown, problems: ProblemList): Library[] {
  const inTarget = new Map(entriesOf(target));
  const entries = entriesOf(value);
  if (entries.length > maxLibraries) problems.add(`more than ${maxLibraries} libraries: the rest was not read`);
  return entries.slice(0, maxLibraries).map(([id, entry]) => {
    const slash = id.indexOf('/');
    const library = asRecord(entry);
    const type = asText(library?.['type'])?.toLowerCase() ?? '';
    const isPack = type === 'runtimepack' && id.startsWith(packPrefix);
    const hash = base64Hash('sha512', asText(library?.['sha512'])?.replace(/^sha512-/, ''));
    return {
      id,
      name: id.slice(isPack ? packPrefix.length : 0, slash < 0 ? undefined : slash),
      version: slash < 0 ? '' : id.slice(slash + 1),
      type,
      ...(hash !== undefined && { hash }),
      target: asRecord(inTarget.get(id)),
    };
  });
}

function graphOf(libraries: readonly Library[], problems: ProblemList): CatalogedPackage[] {
  const byId = new Map(libraries.map((library) => [library.id.toLowerCase(), library]));
  const needsOf = (library: Library): string[] =>
    entriesOf(library.target?.['dependencies'])
      .map(([name, version]) => `${name}/${asText(version) ?? ''}`.toLowerCase())
      .filter((key) => byId.has(key));
  const locked: LockedPackage[] = [];
  const installed = new Set<string>();
  const roots = new Set<string>();
  for (const [key, library] of byId) {
    const needs = needsOf(library);
    if (library.type === 'project') for (const need of needs) roots.add(need);
    if (library.type !== 'package' && library.type !== 'runtimepack') continue;
    const item = namedPackage('nuget', library.name, library.version, problems);
    if (item === undefined) continue;
    const hashes = library.hash === undefined ? {} : { hashes: [library.hash] };
    if (library.target === undefined || hasAssets(library.target)) installed.add(item.purl);
    locked.push({ key, package: { ...item, ...hashes }, needs });
  }
  const listed = new Set(locked.map(({ key }) => key));
  const direct = [...roots].filter((key) => listed.has(key));
  return withUndividedGraph(locked, direct).map((item) =>
    installed.has(item.purl) ? { ...item, scope: 'installed' } : item,
  );
}

/** `_._` is the placeholder of a package that has nothing for this target. */
function hasAssets(target: Readonly<Record<string, unknown>>): boolean {
  if (target['compileOnly'] === true) return false;
  return assetKinds.some((kind) => entriesOf(target[kind]).some(([path]) => !path.endsWith('/_._')));
}
