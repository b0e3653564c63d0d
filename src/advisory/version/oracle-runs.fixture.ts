import {
  apk,
  bitnamiGoVersion,
  composerSemver,
  dpkg,
  dpkgPerl,
  goModules,
  goReleases,
  mavenArtifact,
  npmSemver,
  pythonPackaging,
  rpm,
  rubyGems,
  semverCrate,
  type VersionOracle,
} from './version-oracles.fixture.ts';
import { orderingOf } from './orderings.ts';
import { versionPairs } from './version-pairs.fixture.ts';

/** One ordering beside one other implementation of it. */
export interface OracleRun {
  /** Id of the ordering. */
  ordering: string;
  /** What the pairs are made of, as `versionPairs` names it. */
  pairs: string;
  oracle: VersionOracle;
  /** False for an oracle that judges validity by other rules: then only orders are compared. */
  strict: boolean;
  /** True where every question costs processes: few of them in the tests, all in the big run. */
  slow?: boolean;
}

/**
 * The pairs to ask: `count` that can be compared, and at most as many that hold something the format refuses, since
 * generated texts mostly do.
 */
export function pairsOf({ ordering, pairs, oracle }: OracleRun, count: number, seed: number): [a: string, b: string][] {
  const valid = (version: string): boolean => orderingOf(ordering)?.valid(version) === true;
  const found: [a: string, b: string][] = [];
  let comparable = 0;
  for (const pair of versionPairs(pairs, count * 50, seed, oracle.beyond)) {
    const both = valid(pair[0]) && valid(pair[1]);
    if (both || found.length - comparable < count) found.push(pair);
    if (both && ++comparable === count) break;
  }
  return found;
}

export const oracleRuns: readonly OracleRun[] = [
  { ordering: 'deb', pairs: 'deb', oracle: dpkg, strict: true, slow: true },
  { ordering: 'deb', pairs: 'deb', oracle: dpkgPerl, strict: false },
  { ordering: 'rpm', pairs: 'rpm', oracle: rpm, strict: true },
  { ordering: 'apk', pairs: 'apk', oracle: apk, strict: true },
  { ordering: 'semver', pairs: 'semver', oracle: npmSemver, strict: true },
  { ordering: 'pep440', pairs: 'pep440', oracle: pythonPackaging, strict: true },
  { ordering: 'gem', pairs: 'gem', oracle: rubyGems, strict: true },
  { ordering: 'maven', pairs: 'maven', oracle: mavenArtifact, strict: true },
  { ordering: 'composer', pairs: 'composer', oracle: composerSemver, strict: true },
  { ordering: 'crates', pairs: 'crates', oracle: semverCrate, strict: true },
  { ordering: 'bitnami', pairs: 'bitnami', oracle: bitnamiGoVersion, strict: true },
  { ordering: 'go', pairs: 'go', oracle: goModules, strict: true },
  { ordering: 'go', pairs: 'go-release', oracle: goReleases, strict: true },
];
