import { describe, expect, test } from 'vitest';
import type { Finding, Package, ScanResult } from '#model';
import { madeUpResult } from '../fixtures/made-up-result.ts';
import type { RenderOptions } from '../render-options.ts';
import { displayWidth } from '../table/display-width.ts';
import { render } from './table.ts';

const byNumber: NonNullable<RenderOptions['compareVersions']> = (_, a, b) =>
  a.localeCompare(b, 'en', { numeric: true });

function tableOf(result: ScanResult, more: Partial<RenderOptions> = {}): string {
  return [...render(result, { width: 80, colour: false, compareVersions: byNumber, ...more })].join('');
}

const linesOf = (result: ScanResult, more: Partial<RenderOptions> = {}) => tableOf(result, more).trimEnd().split('\n');
const withoutColours = (text: string) => text.replaceAll(/\u001b\[[\d;]*m/g, '');
const clean = { findings: [], suppressed: [], notChecked: [], problems: [], complete: true };
const [first] = madeUpResult().findings as [Finding];

function findingOf(more: Partial<Finding>, item: Partial<Finding['package']> = {}): Finding {
  return { ...first, ...more, package: { ...first.package!, ...item } };
}

describe('the table', () => {
  test('looks as it should at 80 columns', async () => {
    await expect(tableOf(madeUpResult())).toMatchFileSnapshot('../fixtures/made-up-result.80.txt');
  });

  test('looks as it should at 120 columns', async () => {
    const text = tableOf(madeUpResult(), { width: 120, showSuppressed: true });
    await expect(text).toMatchFileSnapshot('../fixtures/made-up-result.120.txt');
  });

  test.each([40, 60, 80, 100, 160])('no line is wider than %i columns', (width) => {
    for (const line of linesOf(madeUpResult(), { width, showSuppressed: true })) {
      expect(displayWidth(line), line).toBeLessThanOrEqual(width);
    }
  });

  test('what is exploited, or likely to be, is marked before its title', () => {
    const lineOf = (more: Partial<Finding>) =>
      linesOf(madeUpResult({ ...clean, findings: [findingOf({ title: 'a title', ...more })] }), { width: 120 }).find(
        (line) => line.includes('a title'),
      );
    const exploited = { since: '2024-03-01', source: 'CISA KEV' };
    expect(lineOf({ exploited, exploits: ['Nuclei'], epss: { score: 0.9 } })).toMatch(/ EXPLOITED a title$/);
    expect(lineOf({ exploits: ['Nuclei'], epss: { score: 0.9 } })).toMatch(/ EXPLOIT a title$/);
    expect(lineOf({ epss: { score: 0.123 } })).toMatch(/ EPSS 12% a title$/);
    expect(lineOf({ epss: { score: 0.05 } })).not.toContain('EPSS');
  });

  test('an exploited vulnerability has a line of its own, however harmless it is called', () => {
    const { fix: _, ...unfixed } = findingOf({
      title: 'a title',
      status: 'affected',
      severity: { level: 'negligible' },
    });
    const exploited = { since: '2024-03-01', source: 'CISA KEV' };
    expect(tableOf(madeUpResult({ ...clean, findings: [unfixed] }))).not.toContain('a title');
    expect(tableOf(madeUpResult({ ...clean, findings: [{ ...unfixed, exploited }] }))).toContain('EXPLOITED a title');
  });

  test('widths beyond reason are treated as the nearest that can be read', () => {
    expect(tableOf(madeUpResult(), { width: 1 })).toBe(tableOf(madeUpResult(), { width: 40 }));
    expect(tableOf(madeUpResult(), { width: 5000 })).toBe(tableOf(madeUpResult(), { width: 160 }));
  });

  test('colour only adds colours', () => {
    const coloured = tableOf(madeUpResult(), { colour: true });
    expect(coloured).toContain('\u001b[1;31mCRITICAL');
    expect(withoutColours(coloured)).toBe(tableOf(madeUpResult()));
  });

  test('a hostile name can neither obey nor forge a line', () => {
    const lines = linesOf(madeUpResult());
    expect(lines.filter((line) => /^Gate.*PASS/.test(line))).toEqual([]);
    expect(lines.join('\n')).not.toContain('\u001b');
    expect(lines).toContain('evil\\x1b[2J\\x1b]0;owned\\x07 1.0.0\\x0aGate: PASS  no fixed version');
  });
});

describe('packages in the table', () => {
  test('the worst comes first, and within it the worst finding', () => {
    const findings = [
      findingOf(
        { severity: { level: 'low' } },
        { name: 'mild', purl: 'pkg:deb/debian/mild@1', source: { name: 'mild', version: '1' } },
      ),
      findingOf({ severity: { level: 'medium' }, ruleId: 'CVE-2024-0002' }),
      findingOf({ severity: { level: 'critical' }, ruleId: 'CVE-2024-0003' }),
    ];
    const lines = linesOf(madeUpResult({ findings }));
    const order = ['openssl', 'CVE-2024-0003', 'CVE-2024-0002', 'mild'].map((text) =>
      lines.findIndex((line) => line.includes(text)),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  test('binary packages of one source stand together, each id once', () => {
    const lines = linesOf(madeUpResult());
    expect(lines.filter((line) => line.includes('CVE-2024-5535'))).toHaveLength(1);
    expect(lines).toContain('openssl 3.0.11-1~deb12u2  → 3.0.15-1~deb12u1 fixes all 7');
    expect(lines.some((line) => line.startsWith('  libssl3, openssl · layer 1: RUN apt-get update'))).toBe(true);
  });

  test('a finding that only some of them have says which', () => {
    const other = findingOf(
      { ruleId: 'CVE-2024-0002', title: 'only there' },
      { name: 'openssl', purl: 'pkg:deb/debian/openssl@1' },
    );
    expect(tableOf(madeUpResult({ findings: [first, other] }), { width: 120 })).toContain('(openssl only) only there');
  });

  test('versions that cannot be ordered leave no single target', () => {
    const lines = linesOf(madeUpResult(), { compareVersions: () => undefined });
    expect(lines).toContain('openssl 3.0.11-1~deb12u2  a fix for each, see below');
    expect(lines).toContain('glibc 2.36-9+deb12u4  3 of 8 have a fix, see below');
    expect(lines).toContain('lodash 4.17.15  → 4.17.21  declared, not installed');
  });

  test('without any comparison given, neither', () => {
    const lines = [...render(madeUpResult(), { width: 80, colour: false })].join('').split('\n');
    expect(lines).toContain('openssl 3.0.11-1~deb12u2  a fix for each, see below');
  });

  test('development packages are marked', () => {
    expect(tableOf(madeUpResult({ findings: [findingOf({}, { dev: true })] }))).toContain('for development only');
  });

  test('more than one layer and more than one place are counted', () => {
    const locations = [0, 1, 2].map((index) => ({ path: `/a${index}`, how: 'npm', layer: { index } }));
    const lines = linesOf(madeUpResult({ findings: [findingOf({}, { type: 'npm', locations })] }));
    expect(lines.some((line) => line.endsWith('(and 2 more layers)'))).toBe(true);
    expect(lines).toContain('  /a0 (and 2 more places)');
  });

  test('ids and fixed versions are never cut', () => {
    const text = tableOf(madeUpResult(), { width: 60 }).replaceAll(/\s+/g, '');
    for (const { ruleId } of madeUpResult().findings) expect(text).toContain(ruleId);
    expect(text).toContain('0.0.0-20240601000000-fedcba9876543210');
  });

  test('a finding about a file stands under its path and has no fix to wait for', () => {
    const lines = linesOf(madeUpResult());
    const place = lines.indexOf('/srv/app/.env');
    expect(lines[place + 1]).toBe('  layer 3: COPY . /srv/app');
    expect(lines[place + 2]).toBe('  CRITICAL    aws-access-key-id  AWS access key id AKIA…7XQ2');
  });
});

describe('what is missing', () => {
  test('a whole and clean result says how much was checked', () => {
    expect(linesOf(madeUpResult(clean))).toContain('No finding: 22 packages were checked');
  });

  test.each<[string, Partial<ScanResult>]>([
    ['something was not checked', { notChecked: madeUpResult().notChecked }],
    ['something could not be read', { problems: madeUpResult().problems, complete: false }],
    ['the result says that it is not complete', { complete: false }],
    ['there is only starter data', { data: { ...madeUpResult().data, starter: true } }],
  ])('never "no finding" when %s', (_, more) => {
    const text = tableOf(madeUpResult({ ...clean, ...more }));
    expect(text).not.toMatch(/no finding|0 findings/i);
    expect(text).toContain('Nothing found in what could be checked, which was not everything');
  });

  test('it is said at the top and in full at the end', () => {
    const lines = linesOf(madeUpResult());
    expect(lines.indexOf('INCOMPLETE: see at the end what was not checked or could not be read')).toBeLessThan(6);
    expect(lines).toContain('NOT CHECKED (12)');
    expect(lines).toContain('  packages of pypi (12): no data for this ecosystem');
    expect(lines).toContain('COULD NOT BE READ (1)');
    expect(lines).toContain('  /srv/app/yarn.lock: line 3: expected a version, found the end of the file');
    expect(lines).toContain('1 suppressed · 12 NOT CHECKED · 1 could not be read');
  });

  test('a long list of problems points to JSON', () => {
    const problems = Array.from({ length: 25 }, (_, index) => ({ where: `/file${index}`, what: 'broken' }));
    const lines = linesOf(madeUpResult({ problems }));
    expect(lines).toContain('  and 15 more: --format json has them all');
    expect(lines).toContain('COULD NOT BE READ (25)');
  });

  test('what a filter hides is counted, and the counts stay', () => {
    const text = tableOf(madeUpResult(), { severities: ['critical'] });
    expect(text).toContain('52 findings: 4 critical');
    expect(text).toContain('48 not shown by --severity or --only-fixable');
  });

  test('a filter does not make an upgrade look as if it fixed everything', () => {
    const lines = linesOf(madeUpResult(), { fixableOnly: true });
    expect(lines).toContain('glibc 2.36-9+deb12u4  → 2.36-9+deb12u7 fixes 3 of 8');
    expect(lines.join('\n')).not.toContain('CVE-2010-4756');
  });

  test('suppressed findings are listed on demand', () => {
    const line = '  CVE-2023-4807 libssl3: Windows only, by ana, until 2027-01-31';
    expect(linesOf(madeUpResult())).not.toContain(line);
    expect(linesOf(madeUpResult(), { showSuppressed: true })).toContain(line);
  });

  test('packages that a later layer removed are listed with both layers', () => {
    const [item] = madeUpResult().packages as [Package];
    const lines = linesOf(
      madeUpResult({
        masked: [{ package: item, reason: 'removed in layer 3, still in layer 1', maskedBy: { index: 3 } }],
      }),
    );
    expect(lines).toContain('MASKED BY A LATER LAYER (1)');
    expect(lines).toContain('  libssl3 3.0.11-1~deb12u2: removed in layer 3, still in layer 1');
  });
});

describe('without vulnerability data', () => {
  const inventory = { ...clean, data: { sources: [], starter: false } };

  test('the packages are listed and nothing is called clean', () => {
    const lines = linesOf(madeUpResult(inventory));
    expect(lines.some((line) => /^libssl3 +3\.0\.11-1~deb12u2 +deb +1/.test(line))).toBe(true);
    expect(lines).toContain('No vulnerability data was used: packages are listed, not checked');
    expect(lines).toContain('Data: none');
  });

  test('licences are shown where there is room', () => {
    expect(tableOf(madeUpResult(inventory), { width: 120 })).toContain('GPL-2.0-or-later, the usual terms');
  });

  test('a subject without anything is still a table', () => {
    const subject = { kind: 'dir', reference: '/empty', layers: [], notes: [] };
    const lines = linesOf(madeUpResult({ ...inventory, subject, packages: [] }));
    expect(lines.slice(0, 2)).toEqual(['/empty', 'operating system not known · 0 packages']);
  });
});

describe('the end', () => {
  test('names the upgrades that help most, worst first', () => {
    const lines = linesOf(madeUpResult());
    const start = lines.indexOf('UPGRADE FIRST');
    expect(lines[start + 1]).toMatch(/^ {2}openssl +→ 3\.0\.15-1~deb12u1 +1 critical, 2 high, 4 more$/);
    expect(lines[start + 6]).toBe('  and 1 more package with a fix');
  });

  test('does not repeat a short list', () => {
    expect(tableOf(madeUpResult({ findings: [first] }))).not.toContain('UPGRADE FIRST');
  });

  test('tells the age of the data by the time of the scan', () => {
    const lines = linesOf(madeUpResult());
    expect(lines).toContain('Data: debian:12 from debian, 3 days old, its newest record 5 days old');
    expect(lines).toContain('      npm from osv, less than an hour old');
  });

  test.each([
    [{ gate: ['fail-on high'], answer: 'pass', reasons: ['no finding is high or worse'] }, 'Gate fail-on high: PASS'],
    [{ gate: ['fail-on high'], answer: 'unknown', reasons: ['starter data'] }, 'Gate fail-on high: NO VERDICT'],
    [{ gate: [], answer: 'unknown', reasons: ['no verdict without layer 2'] }, 'Gate: NO VERDICT'],
    [{ gate: [], answer: 'not asked', reasons: [] }, 'Gate: not asked for (--fail-on SEVERITY)'],
  ] as const)('the last lines are the decision: %j', (decision, text) => {
    const lines = linesOf(
      madeUpResult({ decision: { ...decision, gate: [...decision.gate], reasons: [...decision.reasons] } }),
    );
    expect(lines.at(-1 - decision.reasons.length)).toBe(text);
    expect(lines.slice(lines.length - decision.reasons.length).map((line) => line.trim())).toEqual(decision.reasons);
  });

  test('one of a kind is singular', () => {
    const [item] = madeUpResult().packages as [Package];
    const text = tableOf(madeUpResult({ findings: [first], packages: [{ ...item, base: true }] }));
    expect(text).toContain('1 finding: 1 critical');
    expect(text).toContain('1 different, in 1 package · 1 has a fix · 1 from the base image');
  });
});
