import { compareNumbers } from './compare-parsed.ts';
import type { Ordering } from './ordering.ts';
import { semver } from './semver.ts';

/**
 * Versions of Rust crates: semantic versions as the `semver` crate takes them, so without a `v`, and with numbers of at
 * most 64 bits. Build metadata does not count (`cmp_precedence`).
 */
export const crates: Ordering = {
  id: 'crates',
  ecosystems: ['crates', 'crates.io', 'cargo', 'rust'],
  valid,
  compare: (a, b) => semver.compare(a, b),
};

const greatest = String(2n ** 64n - 1n);

function valid(version: string): boolean {
  if (!semver.valid(version) || version.startsWith('v')) return false;
  const numbers = version.split(/[-+]/, 1)[0]?.split('.') ?? [];
  return numbers.every((number) => compareNumbers(number, greatest) <= 0);
}
