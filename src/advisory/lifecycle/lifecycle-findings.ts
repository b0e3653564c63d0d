import { type Distribution, type Finding, fingerprint, type Package } from '#model';
import type { LifecycleData, PackageSupport, ReleaseLifecycle } from './release-lifecycle.ts';

const file = '/etc/os-release';

/**
 * What ended before `now`: the support of the release, and that of packages which is shorter. The last day of support
 * counts as supported.
 */
export function lifecycleFindings(
  distribution: Distribution | undefined,
  packages: readonly Package[],
  data: LifecycleData,
  now: Date,
): Finding[] {
  if (distribution?.versionId === undefined) return [];
  const today = now.toISOString().slice(0, 10);
  const lifecycle = releaseOf(distribution.versionId, data.releases(distribution.id));
  const release = lifecycle === undefined ? undefined : releaseFinding(distribution, lifecycle, today);
  return [...(release === undefined ? [] : [release]), ...packageFindings(distribution, packages, data, today)];
}

/** Images state the release as it is (`22.04`), with a point release (`3.17.2`), or by its first number (`9.4`). */
function releaseOf(versionId: string, releases: readonly ReleaseLifecycle[]): ReleaseLifecycle | undefined {
  const parts = versionId.split('.');
  const names = [versionId, parts.slice(0, 2).join('.'), parts[0]];
  return names.map((name) => releases.find(({ id }) => id === name)).find((item) => item !== undefined);
}

function releaseFinding(distribution: Distribution, lifecycle: ReleaseLifecycle, today: string): Finding | undefined {
  const { id, supportEnds, endOfLife, source } = lifecycle;
  if (today <= supportEnds) return undefined;
  const over = today > endOfLife;
  const name = `${distribution.id} ${id}`;
  const ruleId = `${over ? 'eol' : 'support-ended'}-${distribution.id}-${id}`;
  return {
    id: fingerprint({ kind: 'config', ruleId, path: file }),
    kind: 'config',
    ruleId,
    aliases: [],
    title: over ? `${name} has reached its end of life` : `The normal support of ${name} has ended`,
    severity: { level: over ? 'high' : 'medium', source: 'seawall' },
    location: { path: file, how: 'os-release' },
    status: over ? 'end of life' : 'affected',
    why: over
      ? `${name} has had no security updates since ${endOfLife}: build on a newer release`
      : `${name} has had extended support only since ${supportEnds}, which ends on ${endOfLife}: plan for a newer release`,
    evidence: { source, range: `support until ${supportEnds}, end of life ${endOfLife}` },
    references: source.startsWith('https://') ? [source] : [],
  };
}

function packageFindings(
  { id, versionId }: Distribution,
  packages: readonly Package[],
  data: LifecycleData,
  today: string,
): Finding[] {
  const entries = data
    .packages(id)
    .filter(({ release, ends = '' }) => (release === undefined || release === versionId) && ends < today);
  if (entries.length === 0) return [];
  const exact = new Map(entries.map((entry) => [entry.id, entry]));
  const prefixes = entries.filter((entry) => entry.id.endsWith('*'));
  return packages.flatMap((item) => {
    if (item.type !== 'deb') return [];
    const name = item.source?.name ?? item.name;
    const entry = exact.get(name) ?? prefixes.find((candidate) => name.startsWith(candidate.id.slice(0, -1)));
    return entry === undefined ? [] : [packageFinding(item, name, entry)];
  });
}

function packageFinding(item: Package, sourceName: string, { ends, source, why }: PackageSupport): Finding {
  const { name, version, purl, type, locations, scope, source: built } = item;
  const ruleId = ends === undefined ? 'security-support-limited' : 'security-support-ended';
  const note = why === undefined ? '' : `: ${why}`;
  return {
    id: fingerprint({ kind: 'config', ruleId, purl }),
    kind: 'config',
    ruleId,
    aliases: [],
    title:
      ends === undefined
        ? `Security support of ${sourceName} is limited`
        : `Security support of ${sourceName} has ended`,
    severity: { level: ends === undefined ? 'low' : 'medium', source: 'seawall' },
    package: { name, version, purl, type, locations, scope, ...(built !== undefined && { source: built }) },
    status: ends === undefined ? 'affected' : 'end of life',
    why:
      ends === undefined
        ? `${sourceName} has limited security support${note}`
        : `${sourceName} has had no security support since ${ends}${note}`,
    evidence: { source, matchedName: sourceName, ...(ends !== undefined && { range: `support until ${ends}` }) },
    references: [...(why ?? '').matchAll(/https?:\/\/[^\s,;]+/g)].map(([url]) => url),
  };
}
