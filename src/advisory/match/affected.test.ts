import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AdvisoryRow, VersionRange } from '../advisory-row.ts';
import { ecosystemOfDistribution } from '../ecosystems.ts';
import type { AdvisoryDatabase } from '../store/database.ts';
import { deb } from '../version/deb.ts';
import { affectedBy, type Candidate } from './affected.ts';
import { packageKnowledge } from './package-knowledge.ts';

const debian = ecosystemOfDistribution('debian');
if (debian === undefined) throw new Error('no Debian');

function databaseOf(rows: AdvisoryRow[]): AdvisoryDatabase {
  return {
    shards: ['debian:12'],
    sources: () => [],
    rows: () => rows,
    advisories: () => [],
    details: () => [],
    close() {},
  };
}

function row(id: string, ranges: VersionRange[], extra: Partial<AdvisoryRow> = {}): AdvisoryRow {
  return { id, source: 'debian', ranges, ...extra };
}

function affected(rows: AdvisoryRow[], candidate: Candidate): string[] {
  const knowledge = packageKnowledge(databaseOf(rows), 'debian:12', 'x', debian!, deb);
  return affectedBy(knowledge, candidate, deb).map(({ vulnerability }) => vulnerability.id);
}

describe('ranges', () => {
  test.each<[range: VersionRange, inside: string[], outside: string[]]>([
    [{}, ['0', '1', '999'], []],
    [{ fixed: '2' }, ['0', '1', '2~rc1'], ['2', '2+b1', '3']],
    [{ introduced: '1' }, ['1', '99'], ['0', '1~rc1']],
    [{ introduced: '1', fixed: '2' }, ['1', '1.9'], ['0', '2']],
    [{ lastAffected: '2' }, ['1', '2'], ['2+b1', '3']],
    [{ introduced: '1', lastAffected: '2' }, ['1', '2'], ['0.9', '2.1']],
    // The fix says more than the last version known to be affected.
    [{ lastAffected: '1', fixed: '3' }, ['2'], ['3']],
  ])('%j', (range, inside, outside) => {
    for (const version of inside)
      expect([version, affected([row('CVE-1-1', [range])], { version })]).toEqual([version, ['CVE-1-1']]);
    for (const version of outside)
      expect([version, affected([row('CVE-1-1', [range])], { version })]).toEqual([version, []]);
  });

  test('any of several ranges will do, and a version named by itself', () => {
    const several = [row('CVE-1-1', [{ fixed: '1' }, { introduced: '2', fixed: '3' }], { versions: ['9'] })];
    const answers = ['0', '1', '2', '3', '9', '9+b1'].map((version) => affected(several, { version }).length);
    expect(answers).toEqual([1, 0, 1, 0, 1, 0]);
  });

  test('a row without ranges and versions is a denial', () => {
    expect(affected([row('CVE-1-1', [])], { version: '1' })).toEqual([]);
  });
});

describe('modules', () => {
  const rows = [
    row('CVE-1-1', [{ fixed: '2' }]),
    row('CVE-1-2', [{ fixed: '2' }], { modules: ['nodejs:14'] }),
    row('CVE-1-3', [{ fixed: '2' }], { modules: [] }),
    row('CVE-1-4', [{}]),
  ];
  test.each([
    [undefined, ['CVE-1-1', 'CVE-1-4']],
    ['nodejs:14', ['CVE-1-2']],
    ['nodejs:16', []],
  ])('a package of %s', (module, expected) => {
    expect(affected(rows, { version: '1', ...(module !== undefined && { module }) }).toSorted()).toEqual(expected);
  });
});

describe('the arrangement of rows for speed', () => {
  test('changes no answer: the same as looking at every row', () => {
    const version = fc.integer({ min: 0, max: 12 }).map(String);
    const range = fc.record({ introduced: version, fixed: version, lastAffected: version }, { requiredKeys: [] });
    const arbitraryRow = fc
      .record({ number: fc.integer({ min: 0, max: 8 }), ranges: fc.array(range, { maxLength: 2 }) })
      .map(({ number, ranges }) => row(`CVE-1-${number}`, ranges));
    const holds = (at: string, { introduced, fixed, lastAffected }: VersionRange): boolean => {
      const value = Number(at);
      if (introduced !== undefined && value < Number(introduced)) return false;
      if (fixed !== undefined) return value < Number(fixed);
      return lastAffected === undefined || value <= Number(lastAffected);
    };
    fc.assert(
      fc.property(fc.array(arbitraryRow, { maxLength: 12 }), version, (rows, at) => {
        const expected = rows.filter(({ ranges }) => ranges.some((item) => holds(at, item))).map(({ id }) => id);
        expect(affected(rows, { version: at }).toSorted()).toEqual([...new Set(expected)].toSorted());
      }),
      { numRuns: 500 },
    );
  });
});
