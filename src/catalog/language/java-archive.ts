import { languagePurl } from '#model';
import type { AnalysedContent, RandomAccessAnalyser } from '#image';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ZipError } from '#kit/zip';
import { ProblemList } from '../problem-list.ts';
import { isZip, javaArchiveEndings, JavaArchiveWalk, shown, type JavaArchive } from './java-archive-walk.ts';
import { mavenName } from './java-coordinates.ts';
import { identify, type JavaIdentity } from './java-identity.ts';

const maxPackages = 200_000;
const maxPlaces = 10;

/**
 * Jars and what is made of them, with the archives inside them at any depth: one package per purl.
 * `properties` tell how it is known (`java:evidence`), whether it was copied into another (`java:shaded`), the first
 * place inside the file (`nestedPath`, `app.jar!/BOOT-INF/lib/x.jar`) and, when there are several, up to ten of them
 * (`java:nested`, one a line). `hashes` has the SHA-1 of archives that are the package itself.
 */
export const javaArchive: RandomAccessAnalyser<CatalogFacts> = {
  id: 'java-archive',
  version: 2,
  randomAccess: true,
  interest: { endings: javaArchiveEndings },
  analyse: analyseJavaArchive,
};

function analyseJavaArchive({ path, content }: AnalysedContent): CatalogFacts | undefined {
  const problems = new ProblemList(path);
  const found = new Map<string, Found>();
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    for (const archive of new JavaArchiveWalk(problems).archives(content, name)) collect(archive, found, problems);
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    // Other things have such names, too: a RAR archive, a pointer to a file kept elsewhere.
    if (!isZip(content)) return undefined;
    problems.add(`cannot be read (${shown(error.message)})`);
  }
  return { packages: [...found.values()].map(finish), ...problems.facts() };
}

interface Found {
  identity: JavaIdentity;
  places: Set<string>;
  nested: boolean;
  hashes: Set<string>;
}

function collect(archive: JavaArchive, found: Map<string, Found>, problems: ProblemList): void {
  for (const identity of identify(archive)) {
    const purl = languagePurl('maven', mavenName(identity), identity.version);
    const twin = found.get(purl);
    if (twin === undefined && found.size >= maxPackages) {
      problems.add(`more than ${maxPackages} packages: the rest is not listed`);
      return;
    }
    const item = twin ?? { identity, places: new Set(), nested: archive.depth > 0, hashes: new Set() };
    if (twin === undefined) found.set(purl, item);
    if (item.places.size < maxPlaces) item.places.add(archive.place);
    if (identity.main && item.hashes.size < maxPlaces) item.hashes.add(`sha1:${archive.sha1}`);
    if (identity.main && !item.identity.main) item.identity = identity;
  }
}

function finish({ identity, places, nested, hashes }: Found): CatalogedPackage {
  const name = mavenName(identity);
  const [first = ''] = places;
  return {
    name,
    version: identity.version,
    purl: languagePurl('maven', name, identity.version),
    type: 'maven',
    licences: [],
    scope: 'installed',
    ...(hashes.size > 0 && { hashes: [...hashes] }),
    properties: {
      'java:evidence': identity.from,
      ...(!identity.main && { 'java:shaded': 'true' }),
      ...(nested && { nestedPath: first }),
      ...(places.size > 1 && { 'java:nested': [...places].join('\n') }),
    },
  };
}
