import type { PackageType, PurlParts } from '#model';
import type { SbomComponent } from './sbom-document.ts';

const namespaced = new Map<PackageType, string>([
  ['npm', '/'],
  ['maven', ':'],
  ['golang', '/'],
  ['composer', '/'],
]);

/**
 * The ecosystem's full name. The component's own spelling counts while it means the same as its purl: PyPI and Composer
 * purls are normalised, and Syft moves the end of a Go module's path into the subpath. Bitnami's components have a title.
 */
export function packageName(
  { group, name }: Pick<SbomComponent, 'group' | 'name'>,
  type: PackageType,
  purl: PurlParts | undefined,
): string {
  if (type === 'bitnami' && purl !== undefined) return purl.name.toLowerCase();
  const separator = namespaced.get(type);
  if (separator === undefined) return name === '' ? (purl?.name ?? '') : name;
  const own = group === undefined ? name : `${group}${separator}${name}`;
  if (purl === undefined) return own;
  const full = purl.namespace === undefined ? purl.name : `${purl.namespace}${separator}${purl.name}`;
  const same = own.toLowerCase() === full.toLowerCase() || own.startsWith(`${full}/`);
  return same ? own : full;
}
