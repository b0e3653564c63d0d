import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';
import type { PackageType } from '#model';
import { affectedBetween } from '../feeds/gem-requirements.ts';
import { inRange } from '../in-range.ts';
import { gem } from '../version/gem.ts';

/**
 * Whether a dependency range of a lock file holds a version; undefined where the range is not understood: an address, a tag
 * such as `latest`, a kind of package whose lock files have no ranges.
 */
export function rangeAllows(type: PackageType, range: string, version: string): boolean | undefined {
  if (type === 'npm') return npmRangeAllows(range, version);
  return type === 'gem' ? gemRequirementAllows(range, version) : undefined;
}

/** Also in the words of Yarn (`npm:^1.0.0`), and of an alias (`npm:other@^1.0.0`). Source: node-semver, "Ranges". */
function npmRangeAllows(range: string, version: string): boolean | undefined {
  const plain = range.startsWith('npm:') ? range.slice(Math.max(4, range.indexOf('@', 5) + 1)) : range;
  if (validRange(plain) === null) return undefined;
  // A fix may be known only as the first version after a bad one, written as its pre-release (`1.2.4-0`).
  return satisfies(version, plain, { includePrerelease: true });
}

function gemRequirementAllows(requirement: string, version: string): boolean | undefined {
  if (!gem.valid(version)) return undefined;
  return affectedBetween([requirement], gem)?.every((outside) => !inRange(version, outside, gem));
}
