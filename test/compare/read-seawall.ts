import type { Finding, Package, ScanResult } from '#model';
import { addPackage, packageKey, type ListedFinding, type ListedPackage, type Listing } from './listing.ts';

/** What our own `--format json` says. */
export function readSeawall(report: ScanResult): Listing {
  const packages = new Map<string, ListedPackage>();
  for (const item of report.packages) addPackage(packages, listed(item));
  for (const { package: item } of report.masked) {
    const masked = { ...listed(item), masked: true };
    if (!packages.has(packageKey(masked))) addPackage(packages, masked);
  }
  return {
    tool: 'Seawall',
    version: report.tool.version,
    packages,
    findings: [
      ...report.findings.flatMap((finding) => listedFinding(finding)),
      ...report.suppressed.flatMap(({ finding, reason }) => listedFinding(finding, reason)),
    ],
    unread: report.problems.map(({ where, what }) => `${where}: ${what}`),
  };
}

function listed(item: Package): ListedPackage {
  const { type, name, version, locations, scope, ownedBy } = item;
  return {
    type,
    name,
    version,
    paths: locations.map(({ path }) => path),
    ...(scope === 'declared' && { declared: true }),
    ...(ownedBy !== undefined && { ownedBy }),
  };
}

function listedFinding(finding: Finding, suppressed?: string): ListedFinding[] {
  const item = finding.package;
  if (finding.kind !== 'vulnerability' || item === undefined) return [];
  const key = addPackage(new Map(), { type: item.type, name: item.name, version: item.version, paths: [] });
  return [{ ids: [finding.ruleId, ...finding.aliases], package: key, ...(suppressed !== undefined && { suppressed }) }];
}
