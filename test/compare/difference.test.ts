import { describe, expect, test } from 'vitest';
import { compareFindings, comparePackages, findingsTwice } from './difference.ts';
import { evidenceOf, listing, onlyOurs, ourFinding, packageOf } from './evidence.fixture.ts';
import { explain } from './explain.ts';
import type { ListedFinding } from './listing.ts';
import type { Rule } from './rule.ts';

const [a, b, c] = [packageOf('npm a 1'), packageOf('npm b 1'), packageOf('npm c 1')];

describe('packages', () => {
  test('on both sides, on ours, on theirs', () => {
    const { common, differences } = comparePackages(listing('Seawall', [a, b]), listing('Syft', [b, c]));
    expect(common).toBe(1);
    expect(differences.map(({ peer, only, item }) => `${peer} ${only} ${item.name}`)).toEqual([
      'Syft ours a',
      'Syft theirs c',
    ]);
  });

  test('what is hidden by a later layer is not in the image: a peer that lists it differs', () => {
    const masked = listing('Seawall', [{ ...a, masked: true }]);
    expect(comparePackages(masked, listing('Trivy', []))).toEqual({ common: 0, differences: [] });
    expect(comparePackages(masked, listing('Trivy', [a])).differences.map(({ only }) => only)).toEqual(['theirs']);
  });
});

describe('findings', () => {
  const names = new Map([['CVE-1', 'GHSA-1']]);
  const namesOf = (ids: readonly string[]) => new Set(ids.flatMap((id) => [id, names.get(id) ?? id]));
  const with_ = (tool: string, ...findings: [ids: string, extra?: Partial<ListedFinding>][]) => ({
    ...listing(tool, [a, b]),
    findings: findings.map(([ids, extra]) => ({ ids: ids.split(' '), package: 'npm a 1', ...extra })),
  });

  test('are the same under any of their names', () => {
    const result = compareFindings(with_('Seawall', ['GHSA-1 X-1']), with_('Trivy', ['CVE-1']), namesOf);
    expect(result).toEqual({ common: 1, differences: [] });
  });

  test('of another package or vulnerability differ, on both sides', () => {
    const ours = with_('Seawall', ['CVE-1', { package: 'npm b 1' }]);
    const { common, differences } = compareFindings(ours, with_('Trivy', ['CVE-1'], ['CVE-2']), namesOf);
    expect(common).toBe(0);
    expect(differences.map(({ only, item }) => `${only} ${item.name}`)).toEqual(['ours b', 'theirs a', 'theirs a']);
  });

  test('that are hidden are not shown: a peer that shows one differs', () => {
    const ours = with_('Seawall', ['CVE-1', { suppressed: 'owned' }]);
    expect(compareFindings(ours, with_('Trivy'), namesOf).differences).toEqual([]);
    expect(compareFindings(ours, with_('Trivy', ['CVE-1']), namesOf).differences).toHaveLength(1);
  });

  test('say whether the other side lists the package', () => {
    const theirs = { ...listing('Trivy', [b]), findings: [] };
    expect(compareFindings(with_('Seawall', ['CVE-1']), theirs, namesOf).differences).toMatchObject([
      { listedByBoth: false },
    ]);
  });

  test('of a package that is not listed are an error of the tool', () => {
    const ours = with_('Seawall', ['CVE-1', { package: 'npm z 1' }]);
    expect(() => compareFindings(ours, with_('Trivy'), namesOf)).toThrow(/npm z 1, which it does not list/);
  });

  test('twice: the same vulnerability of the same package under two names', () => {
    expect(findingsTwice(with_('Seawall', ['CVE-1'], ['GHSA-1'], ['CVE-2']), namesOf).map(({ ids }) => ids)).toEqual([
      ['GHSA-1'],
    ]);
    expect(findingsTwice(with_('Seawall', ['CVE-1'], ['CVE-1', { package: 'npm b 1' }]), namesOf)).toEqual([]);
  });
});

describe('explaining', () => {
  const rule = (id: string, name: string): Rule => ({
    id,
    title: id,
    applies: ({ item }) => (item.name === name ? `${item.name} seen` : undefined),
  });
  const finding = { ...ourFinding(a, 'CVE-1'), listedByBoth: false };

  test('takes the first rule that holds, and leaves the rest unexplained', () => {
    const differences = [onlyOurs('Trivy', a), onlyOurs('Trivy', b)];
    const { explained, unexplained } = explain(differences, [rule('first', 'a'), rule('second', 'a')], evidenceOf({}));
    expect(explained).toEqual([{ difference: differences[0], rule: 'first', evidence: 'a seen' }]);
    expect(unexplained).toEqual([differences[1]]);
  });

  test('a rule of findings may ask what became of the package, of the same peer', () => {
    const asks: Rule = {
      id: 'asks',
      title: '',
      applies: (difference, { packageRule }) =>
        difference.kind === 'finding' ? packageRule(difference.peer, 'npm a 1') : undefined,
    };
    const rules = [asks, rule('of-package', 'a')];
    const withTrivy = explain([finding, onlyOurs('Trivy', a)], rules, evidenceOf({}));
    expect(withTrivy.explained.map((item) => [item.rule, item.evidence])).toEqual([
      ['of-package', 'a seen'],
      ['asks', 'of-package'],
    ]);
    expect(explain([finding, onlyOurs('Syft', a)], [asks], evidenceOf({})).unexplained).toHaveLength(2);
  });
});
