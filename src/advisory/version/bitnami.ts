import { crates } from './crates.ts';
import type { Ordering } from './ordering.ts';
import { semver } from './semver.ts';

/**
 * Versions of Bitnami's packages: semantic versions without a `v` and with numbers of at most 64 bits, in which what
 * semver calls a pre-release is the revision of the package, and so newer than the version without one.
 * Source: github.com/bitnami/go-version.
 */
export const bitnami: Ordering = {
  id: 'bitnami',
  ecosystems: ['bitnami'],
  valid: (version) => crates.valid(version),
  compare,
  standsFor: (named, version) => !isRevised(named) && semver.compare(named, releaseOf(version)) === 0,
};

function compare(a: string, b: string): number {
  const release = semver.compare(releaseOf(a), releaseOf(b));
  if (release !== 0) return release;
  const revised = Number(isRevised(a)) - Number(isRevised(b));
  return revised === 0 ? semver.compare(a, b) : revised;
}

/** `1.2.3` of `1.2.3-4` and of `1.2.3+build`. */
function releaseOf(version: string): string {
  return version.split(/[-+]/, 1)[0] ?? version;
}

function isRevised(version: string): boolean {
  return version[releaseOf(version).length] === '-';
}
