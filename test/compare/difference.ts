import { packageKey, type ListedFinding, type ListedPackage, type Listing } from './listing.ts';

/** Something that one of two tools says about an image and the other does not. */
export type Difference = PackageDifference | FindingDifference;

export interface PackageDifference {
  kind: 'package';
  /** The tool beside us. */
  peer: 'Trivy' | 'Syft';
  /** Who says it. */
  only: 'ours' | 'theirs';
  item: ListedPackage;
}

export interface FindingDifference {
  kind: 'finding';
  peer: 'Trivy';
  only: 'ours' | 'theirs';
  finding: ListedFinding;
  item: ListedPackage;
  /** Whether the other one lists the package at all. */
  listedByBoth: boolean;
}

/** What both sides say alike, and what only one of them says. */
export interface Comparison {
  common: number;
  differences: Difference[];
}

/** Packages by type, name and version. What is masked is listed by us apart, and was never meant to be in the other's list. */
export function comparePackages(ours: Listing, theirs: Listing): Comparison {
  const peer = theirs.tool === 'Trivy' ? 'Trivy' : 'Syft';
  const shown = [...ours.packages].filter(([, { masked }]) => masked !== true);
  const extra = shown.filter(([key]) => !theirs.packages.has(key));
  const missing = [...theirs.packages].filter(([key]) => ours.packages.get(key)?.masked ?? !ours.packages.has(key));
  return {
    common: shown.length - extra.length,
    differences: [
      ...extra.map(([, item]) => ({ kind: 'package', peer, only: 'ours', item }) as const),
      ...missing.map(([, item]) => ({ kind: 'package', peer, only: 'theirs', item }) as const),
    ],
  };
}

/**
 * Findings by package and vulnerability, whatever it is called.
 * @param namesOf all names of a vulnerability
 */
export function compareFindings(
  ours: Listing,
  theirs: Listing,
  namesOf: (ids: readonly string[]) => ReadonlySet<string>,
): Comparison {
  const open = ours.findings.filter(({ suppressed }) => suppressed === undefined);
  const [our, their] = [indexFindings(open, namesOf), indexFindings(theirs.findings, namesOf)];
  const known = (finding: ListedFinding, index: ReadonlySet<string>) =>
    [...namesOf(finding.ids)].some((id) => index.has(`${finding.package} ${id}`));
  const difference = (finding: ListedFinding, side: Listing, other: Listing) => {
    const item = side.packages.get(finding.package);
    if (item === undefined) throw new Error(`${side.tool} has a finding of ${finding.package}, which it does not list`);
    const listedByBoth = other.packages.has(packageKey(item));
    return { kind: 'finding', peer: 'Trivy', finding, item, listedByBoth } as const;
  };
  const extra = open.filter((finding) => !known(finding, their));
  const missing = theirs.findings.filter((finding) => !known(finding, our));
  return {
    common: open.length - extra.length,
    differences: [
      ...extra.map((finding) => ({ ...difference(finding, ours, theirs), only: 'ours' }) as const),
      ...missing.map((finding) => ({ ...difference(finding, theirs, ours), only: 'theirs' }) as const),
    ],
  };
}

/** Findings of the same package and vulnerability, under whatever names: one of them is too many. */
export function findingsTwice(
  { findings }: Listing,
  namesOf: (ids: readonly string[]) => ReadonlySet<string>,
): ListedFinding[] {
  const seen = new Set<string>();
  const twice: ListedFinding[] = [];
  for (const finding of findings) {
    const keys = [...namesOf(finding.ids)].map((id) => `${finding.package} ${id}`);
    if (keys.some((key) => seen.has(key))) twice.push(finding);
    for (const key of keys) seen.add(key);
  }
  return twice;
}

function indexFindings(
  findings: readonly ListedFinding[],
  namesOf: (ids: readonly string[]) => ReadonlySet<string>,
): Set<string> {
  return new Set(findings.flatMap((finding) => [...namesOf(finding.ids)].map((id) => `${finding.package} ${id}`)));
}
