import { apk } from './apk.ts';
import { bitnami } from './bitnami.ts';
import { composer } from './composer.ts';
import { crates } from './crates.ts';
import { deb } from './deb.ts';
import { gem } from './gem.ts';
import { go } from './go.ts';
import { maven } from './maven.ts';
import { nuget } from './nuget.ts';
import type { Ordering } from './ordering.ts';
import { pep440 } from './pep440.ts';
import { rpm } from './rpm.ts';
import { semver } from './semver.ts';

/** Every ordering: one file each in this folder. */
export const orderings: readonly Ordering[] = [
  apk,
  bitnami,
  composer,
  crates,
  deb,
  gem,
  go,
  maven,
  nuget,
  pep440,
  rpm,
  semver,
];

const byName = new Map(orderings.flatMap((ordering) => ordering.ecosystems.map((name) => [name, ordering] as const)));

/** The ordering of an ecosystem, a distribution or a package format, such as `debian`; undefined when there is none. */
export function orderingOf(ecosystem: string): Ordering | undefined {
  return byName.get(ecosystem.toLowerCase());
}
