import { isOperatingSystemType, type Package, type PackageType } from '#model';

/** A node of the dependency graph and what it needs; empty where that is not known. */
export interface Dependency {
  ref: string;
  dependsOn: string[];
}

/**
 * The graph: the subject holds its operating system and its direct packages, the operating system its packages,
 * and every known dependency path gives its edges. A package that no path reaches hangs on the subject.
 */
export function* dependencyGraph(
  packages: readonly Package[],
  references: readonly string[],
  subject: string,
  system: string | undefined,
): Generator<Dependency> {
  const edges = packageEdges(packages, references);
  const reached = new Set([...edges.values()].flatMap((needed) => [...needed]));
  const ofSystem: string[] = [];
  const ofSubject: string[] = [];
  for (const [index, item] of packages.entries()) {
    const reference = references[index] ?? item.purl;
    if (system !== undefined && isOperatingSystemType(item.type)) ofSystem.push(reference);
    else if (item.direct === true || !reached.has(reference)) ofSubject.push(reference);
  }
  yield { ref: subject, dependsOn: system === undefined ? ofSubject : [system, ...ofSubject] };
  if (system !== undefined) yield { ref: system, dependsOn: ofSystem };
  for (const reference of references) yield { ref: reference, dependsOn: [...(edges.get(reference) ?? [])] };
}

/** What each package needs: as the package itself tells, else as the steps of dependency paths show. */
export function packageEdges(packages: readonly Package[], references: readonly string[]): Map<string, Set<string>> {
  const edges = edgesOfPaths(packages, references);
  const byPurl = new Map<string, string>();
  for (const [index, { purl }] of packages.entries()) {
    if (!byPurl.has(purl)) byPurl.set(purl, references[index] ?? purl);
  }
  for (const [index, { purl, dependsOn }] of packages.entries()) {
    if (dependsOn === undefined) continue;
    const own = references[index] ?? purl;
    const needed = dependsOn.flatMap((need) => byPurl.get(need) ?? []).filter((reference) => reference !== own);
    edges.set(own, new Set(needed));
  }
  return edges;
}

/** Edges from each package's dependency path, whose steps are `name@version` in the same ecosystem. */
function edgesOfPaths(packages: readonly Package[], references: readonly string[]): Map<string, Set<string>> {
  const byStep = new Map<string, string>();
  for (const [index, item] of packages.entries()) {
    const step = stepKey(item.type, `${item.name}@${item.version}`);
    if (!byStep.has(step)) byStep.set(step, references[index] ?? item.purl);
  }
  const edges = new Map<string, Set<string>>();
  for (const item of packages) {
    const own = `${item.name}@${item.version}`;
    const path = item.path ?? [];
    const steps = path.at(-1) === own || path.length === 0 ? path : [...path, own];
    for (let next = 1; next < steps.length; next += 1) {
      const from = byStep.get(stepKey(item.type, steps[next - 1] ?? ''));
      const to = byStep.get(stepKey(item.type, steps[next] ?? ''));
      if (from === undefined || to === undefined || from === to) continue;
      const needed = edges.get(from) ?? new Set();
      edges.set(from, needed.add(to));
    }
  }
  return edges;
}

function stepKey(type: PackageType, step: string): string {
  return `${type} ${step}`;
}
