import { describe, expect, test } from 'vitest';
import { compareVersions } from './compare-versions.ts';
import { apk, dpkg, dpkgPerl, npmSemver, rpm, type VersionOracle } from './version-oracles.fixture.ts';
import { versionPairs } from './version-pairs.fixture.ts';

/** Pairs asked; `strict` is false for an oracle that judges validity by other rules: then only orders are compared. */
const runs: [format: string, oracle: VersionOracle, count: number, strict: boolean][] = [
  // Two processes for each pair: `test/oracles/version-orders.ts` asks dpkg 10,000.
  ['deb', dpkg, 200, true],
  ['deb', dpkgPerl, 10_000, false],
  ['rpm', rpm, 10_000, true],
  ['apk', apk, 10_000, true],
  ['semver', npmSemver, 10_000, true],
];

describe('agreement with other implementations', () => {
  for (const [format, oracle, count, strict] of runs) {
    const reason = oracle.missing();
    test.skipIf(reason !== undefined)(`${format}: ${oracle.id}${reason === undefined ? '' : ` (${reason})`}`, () => {
      const pairs = [...versionPairs(format, count, 3, oracle.beyond)];
      const answers = oracle.ask(pairs);
      const compared = pairs.flatMap(([a, b], index) => {
        const ours = compareVersions(format, a, b);
        const theirs = answers[index];
        if (!strict && (ours === '?' || theirs === '?')) return [];
        return [{ a, b, ours, theirs }];
      });
      expect(compared.filter(({ ours, theirs }) => ours !== theirs)).toEqual([]);
      // A generator that makes nothing but nonsense would agree too.
      for (const sign of ['<', '=', '>']) {
        expect(compared.filter(({ ours }) => ours === sign).length).toBeGreaterThan(count / 50);
      }
    });
  }
});
