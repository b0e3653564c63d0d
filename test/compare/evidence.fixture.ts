import { posix } from 'node:path';
import type { Difference, FindingDifference, PackageDifference } from './difference.ts';
import type { Evidence } from './evidence.ts';
import type { ListedPackage, Listing } from './listing.ts';
import { rules } from './rules.ts';

/** Evidence of an image with these files, and nothing else known; `parts` adds what a rule asks besides. */
export function evidenceOf(files: Record<string, string | Buffer>, parts: Partial<Evidence> = {}): Evidence {
  const read = (path: string) => (files[path] === undefined ? undefined : Buffer.from(files[path]));
  return {
    files: {
      read,
      text: (path) => read(path)?.toString(),
      resolve: (path) => (files[path] === undefined ? undefined : posix.normalize(path)),
      paths: () => Object.keys(files),
    },
    ownerOf: () => undefined,
    rpmKeys: new Set(),
    advisories: { aboutVulnerability: () => [], namesOf: (ids) => new Set(ids) },
    trivyDatabase: { sources: [], advisories: () => new Map() },
    jarIndexHas: () => false,
    distribution: { id: 'debian', versionId: '12', codename: 'bookworm' },
    ours: listing('Seawall', []),
    packageRule: () => undefined,
    ...parts,
  };
}

export function listing(tool: string, packages: readonly ListedPackage[]): Listing {
  const keyed = packages.map((item) => [`${item.type} ${item.name} ${item.version}`, item] as const);
  return { tool, version: '1', packages: new Map(keyed), findings: [] };
}

/** `npm lodash 4.17.21` at these paths. */
export function packageOf(text: string, ...paths: string[]): ListedPackage {
  const [type = '', name = '', version = ''] = text.split(' ');
  return { type, name, version, paths };
}

export function onlyOurs(peer: Difference['peer'], item: ListedPackage): PackageDifference {
  return { kind: 'package', peer, only: 'ours', item };
}

export function onlyTheirs(peer: Difference['peer'], item: ListedPackage): PackageDifference {
  return { kind: 'package', peer, only: 'theirs', item };
}

/** A finding that only we have, of a package that both list. */
export function ourFinding(item: ListedPackage, ...ids: string[]): FindingDifference {
  const finding = { ids, package: `${item.type} ${item.name} ${item.version}` };
  return { kind: 'finding', peer: 'Trivy', only: 'ours', finding, item, listedByBoth: true };
}

/** The rule that explains a difference. */
export function ruleOf(difference: Difference, evidence: Evidence): string | undefined {
  return rules.find((rule) => rule.applies(difference, evidence) !== undefined)?.id;
}
