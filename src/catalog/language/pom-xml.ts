import type { AnalysedFile, Analyser } from '#image';
import { languagePurl } from '#model';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { isMavenId, isMavenVersion } from './java-coordinates.ts';
import { withGraph, type LockedPackage } from './locked-packages.ts';
import { childOf, childrenOf, readPomDocument, textOf, type PomElement } from './pom-document.ts';
import { PomValues } from './pom-values.ts';

const maxPackages = 200_000;

/**
 * The dependencies that a Maven project declares, with the version that the file itself tells. A version from a parent,
 * an imported list or a range is not in the file, and a dependency without one is not listed.
 * Source: "POM Reference", sections "Dependencies" and "Dependency Management".
 */
export const pomXml: Analyser<CatalogFacts> = {
  id: 'pom-xml',
  version: 1,
  interest: { names: ['pom.xml'] },
  maxBytes: 16 * 1024 * 1024,
  analyse: analysePom,
};

function analysePom({ path, bytes }: AnalysedFile): CatalogFacts | undefined {
  const problems = new ProblemList(path);
  const { root, broken } = readPomDocument(bytes);
  if (root !== undefined && root.name !== 'project') return undefined;
  if (broken !== undefined) problems.add('not well-formed XML, read up to here', broken.line, broken.what);
  const packages = root === undefined ? [] : packagesOf(root, problems);
  return { packages, ...problems.facts() };
}

function packagesOf(project: PomElement, problems: ProblemList): CatalogedPackage[] {
  const values = new PomValues(project);
  const managed = new Map<string, Dependency>();
  for (const element of listOf(childOf(project, 'dependencyManagement'))) {
    const item = readDependency(element, values);
    if (item !== undefined) managed.set(item.key, item);
  }
  const found = new Map<string, { item: LockedPackage; dev: boolean }>();
  for (const element of listOf(project)) {
    const item = readDependency(element, values);
    if (item === undefined) continue;
    const version = item.version ?? managed.get(item.key)?.version;
    const scope = item.scope ?? managed.get(item.key)?.scope ?? 'compile';
    if (version === undefined) continue;
    if (found.size === maxPackages) {
      problems.add(`more than ${maxPackages} dependencies: the rest is not listed`);
      break;
    }
    found.set(item.key, { item: lockedPackage(item, version, scope), dev: scope === 'test' });
  }
  const all = [...found.values()];
  return withGraph(
    all.map(({ item }) => item),
    all.map(({ item: { key }, dev }) => ({ key, dev })),
  );
}

function listOf(element: PomElement | undefined): PomElement[] {
  return childrenOf(childOf(element, 'dependencies'), 'dependency');
}

interface Dependency {
  /** What a managed version is looked up by: group, artifact, type and classifier. */
  key: string;
  name: string;
  version?: string;
  scope?: string;
  classifier: string;
  type: string;
}

function readDependency(element: PomElement, values: PomValues): Dependency | undefined {
  const get = (name: string): string | undefined => values.resolve(textOf(element, name));
  const group = get('groupId');
  const artifact = get('artifactId');
  if (!isMavenId(group) || !isMavenId(artifact)) return undefined;
  // A range of one version, `[1.2]`, is that version.
  const version = get('version')?.replace(/^\[([^,[\]()]*)\]$/, '$1');
  const scope = get('scope');
  const classifier = get('classifier') ?? '';
  const type = get('type') ?? 'jar';
  const name = `${group}:${artifact}`;
  return {
    key: [name, type, classifier].join(':'),
    name,
    classifier,
    type,
    ...(isMavenVersion(version) && { version }),
    ...(scope !== undefined && { scope }),
  };
}

function lockedPackage({ key, name, classifier, type }: Dependency, version: string, scope: string): LockedPackage {
  const qualifiers = { classifier, type: type === 'jar' ? '' : type };
  const properties = scopes.has(scope) ? { properties: { 'maven:scope': scope } } : {};
  return {
    key,
    needs: [],
    package: {
      name,
      version,
      purl: languagePurl('maven', name, version, qualifiers),
      type: 'maven',
      licences: [],
      ...properties,
    },
  };
}

/** Scopes that say where the artefact comes from at run time; `compile` is the rule. */
const scopes = new Set(['provided', 'runtime', 'system', 'test']);
