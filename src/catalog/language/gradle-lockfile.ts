import type { AnalysedFile, Analyser } from '#image';
import { languagePurl } from '#model';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { isMavenId, isMavenVersion } from './java-coordinates.ts';

const maxPackages = 200_000;

/** Configurations that only the build or its tests use: `testRuntimeClasspath`, `debugUnitTestCompileClasspath`, `checkstyle`. */
const development =
  /^(?:test|integrationTest|functionalTest|jmh)|(?:Test|AndroidTest|TestFixtures)[A-Z]|[aA]nnotationProcessor$|^(?:checkstyle|pmd|spotbugs|ktlint|detekt|jacocoAgent|jacocoAnt)/;

/** What Gradle locked, for a project and for its build scripts. Source: Gradle's manual, "Dependency locking". */
export const gradleLockfile: Analyser<CatalogFacts> = {
  id: 'gradle-lockfile',
  version: 1,
  interest: { names: ['gradle.lockfile', 'buildscript-gradle.lockfile'] },
  maxBytes: 16 * 1024 * 1024,
  analyse: analyseGradleLockfile,
};

function analyseGradleLockfile({ path, bytes }: AnalysedFile): CatalogFacts {
  const problems = new ProblemList(path);
  const packages: CatalogedPackage[] = [];
  const seen = new Set<string>();
  const buildOnly = path.endsWith('buildscript-gradle.lockfile');
  for (const [index, line] of bytes.toString('utf8').split('\n').entries()) {
    const text = line.trim();
    // `empty=` lists the configurations without dependencies.
    if (text === '' || text.startsWith('#') || text.startsWith('empty=')) continue;
    const item = readLine(text, buildOnly);
    if (item === undefined) {
      problems.add('not a locked dependency', index + 1, text);
    } else if (packages.length === maxPackages) {
      problems.add(`more than ${maxPackages} packages: the rest is not listed`, index + 1);
      break;
    } else if (!seen.has(item.purl)) {
      seen.add(item.purl);
      packages.push(item);
    }
  }
  return { packages, ...problems.facts() };
}

/** `group:artifact:version=configuration,configuration` */
function readLine(text: string, buildOnly: boolean): CatalogedPackage | undefined {
  const equals = text.indexOf('=');
  const [group, artifact, version, ...more] = text.slice(0, equals < 0 ? undefined : equals).split(':', 4);
  if (!isMavenId(group) || !isMavenId(artifact) || !isMavenVersion(version) || more.length > 0) return undefined;
  const configurations = equals < 0 ? [] : text.slice(equals + 1).split(',');
  const name = `${group}:${artifact}`;
  return {
    name,
    version,
    purl: languagePurl('maven', name, version),
    type: 'maven',
    licences: [],
    scope: 'declared',
    dev: buildOnly || (configurations.length > 0 && configurations.every((name) => development.test(name))),
  };
}
