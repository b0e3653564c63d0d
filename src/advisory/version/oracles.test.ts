import { describe, expect, test } from 'vitest';
import { compareVersions } from './compare-versions.ts';
import { oracleRuns, pairsOf } from './oracle-runs.fixture.ts';

describe('agreement with other implementations', () => {
  for (const run of oracleRuns) {
    const { ordering, pairs: format, oracle, strict, slow } = run;
    const reason = oracle.missing();
    const name = `${format}: ${oracle.id}${reason === undefined ? '' : ` (${reason})`}`;
    test.skipIf(reason !== undefined)(name, { timeout: 60_000 }, () => {
      // `test/oracles/version-orders.ts` asks the slow ones 10,000 as well.
      const count = slow === true ? 200 : 10_000;
      const pairs = pairsOf(run, count, 3);
      expect(pairs.length).toBeGreaterThanOrEqual(count);
      const answers = oracle.ask(pairs);
      expect(answers).toHaveLength(pairs.length);
      const compared = pairs.flatMap(([a, b], index) => {
        const ours = compareVersions(ordering, a, b);
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
