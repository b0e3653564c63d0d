import type { AnalysedFile, Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { pythonLicences } from './python-licences.ts';
import { readMetadata } from './python-metadata.ts';
import { isPythonName, isPythonVersion, normalisedPythonName, pythonPackage } from './python-name.ts';

/**
 * Reads the metadata that an installer leaves beside each Python distribution: `NAME-VERSION.dist-info/METADATA` (wheels;
 * PyPA "Recording installed projects"), `NAME.egg-info/PKG-INFO` and `NAME.egg-info` (setuptools, distutils,
 * distributions' own packages), `EGG-INFO/PKG-INFO` in unpacked eggs.
 */
export const pythonDistInfo: Analyser<CatalogFacts> = {
  id: 'python-dist-info',
  version: 2,
  interest: { names: ['METADATA', 'PKG-INFO'], endings: ['.egg-info'], accept: isMetadata },
  analyse: readDistribution,
};

const metadata = /(?:^|\/)([^/]+)\.(?:dist-info\/METADATA|egg-info\/PKG-INFO|egg-info)$/;
const eggMetadata = /(?:^|\/)([^/]+)\.egg\/EGG-INFO\/PKG-INFO$/;
const bareEggMetadata = /(?:^|\/)EGG-INFO\/PKG-INFO$/;

/** `~` begins the folders that pip moves away while it removes a distribution; Python does not see what is in them. */
function isMetadata(path: string): boolean {
  const stem = stemOf(path);
  return stem === undefined ? bareEggMetadata.test(path) : !stem.startsWith('~');
}

/** `requests-2.31.0` of `…/requests-2.31.0.dist-info/METADATA`. */
function stemOf(path: string): string | undefined {
  return (metadata.exec(path) ?? eggMetadata.exec(path))?.[1];
}

function readDistribution(file: AnalysedFile): CatalogFacts {
  const problems = new ProblemList(file.path);
  const fields = readMetadata(file.bytes);
  const inside = { name: fields.get('name')?.[0], version: fields.get('version')?.[0] };
  const outside = namedBy(stemOf(file.path) ?? '', inside.name);
  const isWhole = usable(inside.name, isPythonName) && usable(inside.version, isPythonVersion);
  if (!isWhole && outside !== undefined) problems.add('no usable Name and Version: the path tells them');
  const { name, version } = isWhole ? inside : (outside ?? inside);
  const found = pythonPackage(name, version, { licences: pythonLicences(fields) }, problems);
  return { packages: found === undefined ? [] : [{ ...found, scope: 'installed' }], ...problems.facts() };
}

function usable(text: string | undefined, test: (text: string) => boolean): boolean {
  return text !== undefined && test(text);
}

/**
 * Name and version of `NAME-VERSION`, `NAME-VERSION-py3.11`; tools write `_` for a hyphen of the name.
 * @param inside the name in the file: where it is usable and another one, hyphens were kept and the path tells nothing
 */
function namedBy(stem: string, inside: string | undefined): { name: string; version: string } | undefined {
  const [name = '', version = ''] = stem.split('-');
  if (!isPythonName(name) || !isPythonVersion(version)) return undefined;
  if (inside !== undefined && isPythonName(inside) && normalisedPythonName(inside) !== normalisedPythonName(name))
    return undefined;
  return { name, version };
}
