import type { CatalogFacts } from '#catalog';

/** Throws when the graph of a lock file leads to something that the file does not have. */
export function checkEdges(facts: CatalogFacts | undefined): void {
  const packages = facts?.packages ?? [];
  const purls = new Set(packages.map(({ purl }) => purl));
  for (const item of packages) {
    const stray = item.dependsOn?.find((purl) => !purls.has(purl));
    if (stray !== undefined) throw new Error(`edge to what is not there: ${JSON.stringify(stray)}`);
    if (item.path !== undefined && item.path.at(-1) !== `${item.name}@${item.version}`)
      throw new Error(`a path to something else: ${JSON.stringify(item.path)}`);
  }
}
