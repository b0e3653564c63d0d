import type { Finding, Package } from '#model';

/** The name of each package in a document, by its place in the list: its purl, numbered from the second of the same purl on. */
export function packageReferences(packages: readonly Package[]): string[] {
  const seen = new Map<string, number>();
  return packages.map(({ purl }) => {
    const count = (seen.get(purl) ?? 0) + 1;
    seen.set(purl, count);
    return count === 1 ? purl : `${purl}#${count}`;
  });
}

/** The references of a finding's package: those of its purl at its place, else of its purl, else the subject itself. */
export function findReferences(
  packages: readonly Package[],
  references: readonly string[],
  subject: string,
): (finding: Finding) => readonly string[] {
  const byPlace = new Map<string, string[]>();
  const add = (key: string, reference: string) => {
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, [reference]);
    else known.push(reference);
  };
  for (const [index, item] of packages.entries()) {
    const reference = references[index] ?? item.purl;
    add(item.purl, reference);
    for (const { path } of item.locations) add(`${item.purl}\0${path}`, reference);
  }
  return ({ package: item }) => {
    if (item === undefined) return [subject];
    return byPlace.get(`${item.purl}\0${item.locations[0]?.path}`) ?? byPlace.get(item.purl) ?? [subject];
  };
}
