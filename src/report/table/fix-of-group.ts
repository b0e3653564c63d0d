import type { RenderOptions } from '../render-options.ts';
import type { PackageGroup } from './package-groups.ts';

/** What an upgrade of one group does. */
export interface GroupFix {
  /** Rows that have a fix, of all rows. */
  fixed: number;
  all: number;
  /** The one version that has every fix, where it can be told. */
  target?: string;
  /** Whether that version is the fixed version of every row that has one. */
  uniform: boolean;
}

/** The version to upgrade to: the highest of the versions that fix something, undefined when there is none or no order. */
export function fixOfGroup(group: PackageGroup, compareVersions: RenderOptions['compareVersions']): GroupFix {
  const versions = new Set<string>();
  let fixed = 0;
  for (const { finding } of group.rows.values()) {
    if (finding.fix === undefined) continue;
    fixed += 1;
    versions.add(finding.fix.version);
  }
  const target = highest([...versions], group, compareVersions);
  return { fixed, all: group.rows.size, uniform: versions.size === 1, ...(target === undefined ? {} : { target }) };
}

function highest(
  versions: readonly string[],
  { type }: PackageGroup,
  compareVersions: RenderOptions['compareVersions'],
): string | undefined {
  let [best] = versions;
  for (const version of versions.slice(1)) {
    const order = best === undefined || type === undefined ? undefined : compareVersions?.(type, version, best);
    if (order === undefined) return undefined;
    if (order > 0) best = version;
  }
  return best;
}
