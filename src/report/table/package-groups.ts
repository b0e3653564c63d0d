import { compareSeverity, type Finding, type LayerReference, type Location, type PackageType } from '#model';
import { subjectText } from '../subject-text.ts';

/** Findings of one cause: a source package with all that was built from it, a library, or a file. */
export interface PackageGroup {
  /** What tells groups apart: the same for the same cause in another selection of findings. */
  key: string;
  /** Name of the source package or library; the path for findings about a file. */
  name: string;
  version?: string;
  type?: PackageType;
  scope?: 'installed' | 'declared';
  dev?: boolean;
  /** Packages of the group, where they are not just the name. */
  members: Set<string>;
  purls: Set<string>;
  /** Where they are, by path and layer. */
  places: Map<string, Location>;
  rows: Map<string, GroupRow>;
}

/** One finding of a group, for all members that have it alike. */
export interface GroupRow {
  finding: Finding;
  members: Set<string>;
}

/** Groups findings; the group with the worst finding comes first, then the one with more as bad, then by name. */
export function groupFindings(findings: Iterable<Finding>): PackageGroup[] {
  const groups = new Map<string, PackageGroup>();
  for (const finding of findings) {
    const key = groupKey(finding);
    const group = groups.get(key) ?? newGroup(key, finding);
    groups.set(key, group);
    addTo(group, finding);
  }
  const weighed = [...groups.values()].map((group) => ({ group, weight: weightOf(group) }));
  weighed.sort((a, b) => compareWeights(a.weight, b.weight) || compareText(a.group.name, b.group.name));
  return weighed.map(({ group }) => group);
}

/** Rows of a group, the worst first, then what can be fixed, then by id. */
export function sortedRows(group: PackageGroup): GroupRow[] {
  return [...group.rows.values()].toSorted(
    ({ finding: a }, { finding: b }) =>
      compareSeverity(a.severity.level, b.severity.level) ||
      Number(a.fix === undefined) - Number(b.fix === undefined) ||
      compareText(a.ruleId, b.ruleId),
  );
}

function groupKey({ package: item, location, kind }: Finding): string {
  if (item === undefined) return `${kind === 'vulnerability'}\0${location?.path}`;
  const origin = item.source ?? item;
  return [item.type, origin.name, origin.version, item.scope, item.dev === true].join('\0');
}

function newGroup(key: string, finding: Finding): PackageGroup {
  const { package: item } = finding;
  const empty = { key, members: new Set<string>(), purls: new Set<string>(), places: new Map(), rows: new Map() };
  if (item === undefined) return { name: subjectText(finding), ...empty };
  const { name } = item.source ?? item;
  const { version, type, scope } = item;
  return { name, version, type, scope, ...(item.dev === true ? { dev: true } : {}), ...empty };
}

function addTo(group: PackageGroup, finding: Finding): void {
  const { ruleId, severity, fix, status, package: item, location } = finding;
  if (item !== undefined) {
    group.members.add(item.name);
    group.purls.add(item.purl);
  }
  // Binary packages of one source can have versions of their own; the source's is what they share.
  if (item?.source !== undefined && item.version !== group.version) group.version = item.source.version;
  for (const place of location === undefined ? (item?.locations ?? []) : [location]) {
    group.places.set(`${place.layer?.index} ${place.path}`, place);
  }
  const key = [ruleId, severity.level, fix?.version, status, item === undefined ? finding.id : ''].join('\0');
  const row = group.rows.get(key) ?? { finding, members: new Set() };
  group.rows.set(key, row);
  if (item !== undefined) row.members.add(item.name);
}

/** Layers of a group, base first, each once. */
export function layersOf(group: PackageGroup): LayerReference[] {
  const layers = new Map<number, LayerReference>();
  for (const { layer } of group.places.values()) {
    if (layer !== undefined) layers.set(layer.index, layer);
  }
  return [...layers.values()].toSorted((a, b) => a.index - b.index);
}

/** How many rows a group has of each severity, worst first: compared from the left, more is worse. */
function weightOf(group: PackageGroup): number[] {
  const order = ['critical', 'high', 'medium', 'unknown', 'low', 'negligible'];
  const weight = order.map(() => 0);
  for (const { finding } of group.rows.values()) {
    const place = order.indexOf(finding.severity.level);
    weight[place] = (weight[place] ?? 0) + 1;
  }
  return weight;
}

function compareWeights(a: readonly number[], b: readonly number[]): number {
  for (const [place, count] of a.entries()) {
    const difference = (b[place] ?? 0) - count;
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
