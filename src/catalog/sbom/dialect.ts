import type { Distribution, Location, Package, SubjectLayer } from '#model';
import type { SbomComponent, SbomDocument } from './sbom-document.ts';

/** What a tool says about a package in its own words; absent where it says nothing. */
export interface PackageFacts extends Partial<
  Pick<Package, 'type' | 'arch' | 'scope' | 'direct' | 'dev' | 'path' | 'base' | 'ownedBy' | 'licences' | 'properties'>
> {
  source?: { name: string; version?: string };
  locations?: Location[];
  /** Hashes that the format has no name for. */
  moreHashes?: readonly string[];
}

/** What a tool says about the thing that its document is about. */
export interface SubjectFacts {
  digest?: string;
  configDigest?: string;
  platform?: string;
  layers?: SubjectLayer[];
}

/** The words of one tool: the formats leave room for properties, and every tool fills it in its own way. */
export interface Dialect {
  id: string;
  package: (component: SbomComponent, context: DialectContext) => PackageFacts;
  subject?: (subject: SbomComponent) => SubjectFacts;
  distribution?: (system: SbomComponent) => Partial<Distribution>;
}

/** What a dialect may look up. */
export interface DialectContext {
  document: SbomDocument;
  /** By index, digest and diffID. */
  layers: ReadonlyMap<number | string, SubjectLayer>;
  /** Names of the groups by their references. */
  groups: ReadonlyMap<string, string>;
}

/** The first value of a property. */
export function valueOf({ properties }: Pick<SbomComponent, 'properties'>, name: string): string | undefined {
  const value = properties.get(name)?.[0];
  return value === '' ? undefined : value;
}
