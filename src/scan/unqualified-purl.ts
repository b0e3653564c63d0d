import type { Package } from '#model';

/**
 * The purl that a package has for those who only speak of it: lock files and bills of materials do not know the platform of a
 * gem or the classifier of a jar, which are qualifiers.
 */
export function unqualifiedPurl({ purl }: Pick<Package, 'purl'>): string {
  return purl.split('?', 1)[0] ?? purl;
}
