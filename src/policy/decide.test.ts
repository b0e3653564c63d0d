import { describe, expect, test } from 'vitest';
import { severities, type Finding, type NotChecked, type Problem, type SeverityLevel } from '#model';
import { decide, type DecisionInput, type GateOptions } from './decide.ts';
import { exitCode } from './exit-code.ts';

function finding(level: SeverityLevel, more: Partial<Finding> = {}): Finding {
  return {
    id: 'f'.repeat(64),
    kind: 'vulnerability',
    ruleId: 'CVE-2024-0001',
    aliases: [],
    title: 'a title',
    severity: { level },
    package: {
      name: 'zlib',
      version: '1.2',
      purl: 'pkg:deb/debian/zlib@1.2',
      type: 'deb',
      locations: [],
      scope: 'installed',
    },
    fix: { version: '1.3' },
    status: 'fixed',
    why: 'zlib 1.2 is older than the fixed version 1.3',
    evidence: {},
    references: [],
    ...more,
  };
}

function inPackage(level: SeverityLevel, more: Partial<NonNullable<Finding['package']>>): Finding {
  const base = finding(level);
  return { ...base, package: { ...base.package!, ...more } };
}

function withoutFix(level: SeverityLevel, kind: Finding['kind'] = 'vulnerability'): Finding {
  const { fix: _, ...rest } = finding(level, { kind, status: 'affected' });
  return rest;
}

const broken: Problem = { where: '/app/yarn.lock', what: 'line 3 is not understood' };
const fatal: Problem = { where: 'layer 2', what: 'the gzip stream ends early', fatal: true };
const noData: NotChecked = { what: 'packages of debian 13', why: 'no data for this release', count: 88 };

const nothing: DecisionInput = { findings: [], problems: [], notChecked: [], starter: false };
const defaults: GateOptions = { onlyFixable: false, allowPartial: false, failOnPartial: false };

interface Case {
  says: string;
  input?: Partial<DecisionInput>;
  options?: Partial<GateOptions>;
  answer: string;
  code: 0 | 1 | 3;
}

const cases: Case[] = [
  // 0: no gate was asked, or the gate says yes.
  { says: 'no gate, nothing found', answer: 'not asked', code: 0 },
  { says: 'no gate, critical findings', input: { findings: [finding('critical')] }, answer: 'not asked', code: 0 },
  { says: 'no gate, something not checked', input: { notChecked: [noData] }, answer: 'not asked', code: 0 },
  { says: 'no gate, starter data', input: { starter: true }, answer: 'not asked', code: 0 },
  { says: 'gate, nothing found', options: { failOn: 'high' }, answer: 'pass', code: 0 },
  {
    says: 'gate, only findings below it',
    input: { findings: [finding('medium'), finding('low')] },
    options: { failOn: 'high' },
    answer: 'pass',
    code: 0,
  },
  // 1: a gate was asked and says no, even on a partial result.
  {
    says: 'gate says no',
    input: { findings: [finding('high')] },
    options: { failOn: 'high' },
    answer: 'fail',
    code: 1,
  },
  {
    says: 'gate says no, one file is broken',
    input: { findings: [finding('high')], problems: [broken] },
    options: { failOn: 'high' },
    answer: 'fail',
    code: 1,
  },
  {
    says: 'gate says no, a layer is unreadable: breaking a layer must not soften a no',
    input: { findings: [finding('high')], problems: [fatal] },
    options: { failOn: 'high' },
    answer: 'fail',
    code: 1,
  },
  {
    says: 'gate says no, something was not checked',
    input: { findings: [finding('high')], notChecked: [noData], starter: true },
    options: { failOn: 'high' },
    answer: 'fail',
    code: 1,
  },
  {
    says: 'gate says no with --fail-on-partial and --allow-partial',
    input: { findings: [finding('high')], problems: [broken], notChecked: [noData] },
    options: { failOn: 'high', failOnPartial: true, allowPartial: true },
    answer: 'fail',
    code: 1,
  },
  // 3: no verdict possible.
  { says: 'no gate, a layer is unreadable', input: { problems: [fatal] }, answer: 'unknown', code: 3 },
  {
    says: 'gate, a layer is unreadable, --allow-partial does not help',
    input: { problems: [fatal] },
    options: { failOn: 'high', allowPartial: true },
    answer: 'unknown',
    code: 3,
  },
  {
    says: 'gate, no data for the distribution',
    input: { notChecked: [noData] },
    options: { failOn: 'high' },
    answer: 'unknown',
    code: 3,
  },
  {
    says: 'gate, no data for packages that it does not look at',
    input: { notChecked: [{ ...noData, outsideGate: true }] },
    options: { failOn: 'high' },
    answer: 'pass',
    code: 0,
  },
  {
    says: 'gate, no data for the distribution, findings below the gate',
    input: { notChecked: [noData], findings: [finding('low')] },
    options: { failOn: 'high' },
    answer: 'unknown',
    code: 3,
  },
  {
    says: 'gate, starter data only',
    input: { starter: true },
    options: { failOn: 'critical' },
    answer: 'unknown',
    code: 3,
  },
  {
    says: 'gate, starter data only, --allow-partial',
    input: { starter: true },
    options: { failOn: 'critical', allowPartial: true },
    answer: 'pass',
    code: 0,
  },
  {
    says: 'gate, not checked, --allow-partial',
    input: { notChecked: [noData] },
    options: { failOn: 'high', allowPartial: true },
    answer: 'pass',
    code: 0,
  },
  // A single broken file leaves 0 or 1; --fail-on-partial makes that 3.
  { says: 'no gate, one file is broken', input: { problems: [broken] }, answer: 'not asked', code: 0 },
  {
    says: 'gate says yes, one file is broken',
    input: { problems: [broken] },
    options: { failOn: 'high' },
    answer: 'pass',
    code: 0,
  },
  {
    says: 'no gate, one file is broken, --fail-on-partial',
    input: { problems: [broken] },
    options: { failOnPartial: true },
    answer: 'unknown',
    code: 3,
  },
  {
    says: 'gate says yes, one file is broken, --fail-on-partial, --allow-partial covers only what was not checked',
    input: { problems: [broken] },
    options: { failOn: 'high', failOnPartial: true, allowPartial: true },
    answer: 'unknown',
    code: 3,
  },
  { says: '--fail-on-partial, all was read', options: { failOnPartial: true }, answer: 'not asked', code: 0 },
  // Outside the gate.
  {
    says: 'development packages are outside the gate, even with --declared',
    input: { findings: [inPackage('critical', { dev: true, scope: 'declared' })] },
    options: { failOn: 'low', declared: true },
    answer: 'pass',
    code: 0,
  },
  {
    says: 'declared packages are outside the gate',
    input: { findings: [inPackage('critical', { scope: 'declared' })] },
    options: { failOn: 'low' },
    answer: 'pass',
    code: 0,
  },
  {
    says: '--declared brings them in',
    input: { findings: [inPackage('critical', { scope: 'declared' })] },
    options: { failOn: 'low', declared: true },
    answer: 'fail',
    code: 1,
  },
  {
    says: 'what the vendor calls not affected does not count',
    input: { findings: [finding('critical', { status: 'not affected' })] },
    options: { failOn: 'unknown' },
    answer: 'pass',
    code: 0,
  },
  {
    says: 'will not fix still counts',
    input: { findings: [finding('critical', { status: 'will not fix' })] },
    options: { failOn: 'high' },
    answer: 'fail',
    code: 1,
  },
  // --only-fixable.
  {
    says: '--only-fixable leaves out what no version fixes',
    input: { findings: [withoutFix('critical')] },
    options: { failOn: 'high', onlyFixable: true },
    answer: 'pass',
    code: 0,
  },
  {
    says: '--only-fixable keeps what has a fix',
    input: { findings: [finding('critical')] },
    options: { failOn: 'high', onlyFixable: true },
    answer: 'fail',
    code: 1,
  },
  {
    says: '--only-fixable keeps a secret: it needs no version to fix',
    input: { findings: [withoutFix('critical', 'secret')] },
    options: { failOn: 'high', onlyFixable: true },
    answer: 'fail',
    code: 1,
  },
];

describe('exit codes', () => {
  test.each(cases)('$says: $code', ({ input, options, answer, code }) => {
    const decision = decide({ ...nothing, ...input }, { ...defaults, ...options });
    expect(decision.answer).toBe(answer);
    expect(exitCode({ decision })).toBe(code);
  });
});

describe('--fail-on', () => {
  test.each(severities.flatMap((failOn) => severities.map((level) => [failOn, level] as const)))(
    '%s meets a finding of severity %s',
    (failOn, level) => {
      const decision = decide({ ...nothing, findings: [finding(level)] }, { ...defaults, failOn });
      const counts = severities.indexOf(level) <= severities.indexOf(failOn);
      expect(decision.answer).toBe(counts ? 'fail' : 'pass');
      expect(decision.gate).toEqual([`fail-on ${failOn}`]);
    },
  );

  test('counts high and critical and says how many had no severity', () => {
    const findings = ['critical', 'high', 'high', 'medium', 'unknown', 'unknown'] as const;
    const decision = decide(
      { ...nothing, findings: findings.map((level) => finding(level)) },
      { ...defaults, failOn: 'high' },
    );
    expect(decision.reasons).toEqual([
      '3 findings are high or worse: 1 critical, 2 high',
      '2 findings have no severity and were not counted; --fail-on unknown counts them',
    ]);
  });

  test('says how many had no severity when it passes, too', () => {
    const decision = decide({ ...nothing, findings: [finding('unknown')] }, { ...defaults, failOn: 'high' });
    expect(decision).toEqual({
      gate: ['fail-on high'],
      answer: 'pass',
      reasons: [
        'no finding is high or worse',
        '1 finding has no severity and was not counted; --fail-on unknown counts it',
      ],
    });
  });

  test('unknown counts those without a severity and says nothing more of them', () => {
    const findings = [finding('unknown'), finding('low')];
    const decision = decide({ ...nothing, findings }, { ...defaults, failOn: 'unknown' });
    expect(decision.reasons).toEqual(['2 findings are of any severity or of none: 1 low, 1 unknown']);
  });

  test('says how many are outside', () => {
    const findings = [inPackage('high', { dev: true }), inPackage('low', { scope: 'declared' })];
    const decision = decide({ ...nothing, findings }, { ...defaults, failOn: 'high' });
    expect(decision.reasons).toEqual([
      'no finding is high or worse',
      '2 findings in development or declared packages are outside the gate',
    ]);
  });
});

describe('reasons', () => {
  test('a gate without a verdict names what was missing and what to do', () => {
    const decision = decide({ ...nothing, notChecked: [noData], starter: true }, { ...defaults, failOn: 'high' });
    expect(decision.reasons).toEqual([
      'packages of debian 13 (88) not checked: no data for this release',
      'the vulnerability data is only the starter set that comes with seawall',
      '--allow-partial accepts what was not checked',
      'no finding is high or worse',
    ]);
  });

  test('a yes by --allow-partial says what it rests on', () => {
    const options = { ...defaults, failOn: 'high', allowPartial: true } as const;
    const decision = decide({ ...nothing, notChecked: [noData] }, options);
    expect(decision.reasons).toEqual([
      'no finding is high or worse',
      'accepted by --allow-partial: packages of debian 13 (88) not checked: no data for this release',
    ]);
  });

  test('an unreadable layer is named', () => {
    const decision = decide({ ...nothing, problems: [fatal, broken] }, defaults);
    expect(decision).toEqual({
      gate: [],
      answer: 'unknown',
      reasons: ['no verdict without layer 2: the gzip stream ends early'],
    });
  });

  test('a broken file is counted when --fail-on-partial makes it matter', () => {
    const decision = decide({ ...nothing, problems: [broken, broken] }, { ...defaults, failOnPartial: true });
    expect(decision.reasons).toEqual(['2 parts could not be read, and --fail-on-partial was given']);
  });

  test('a no on a partial result says that it is partial', () => {
    const input = { ...nothing, findings: [finding('high')], problems: [fatal] };
    expect(decide(input, { ...defaults, failOn: 'high' }).reasons).toEqual([
      '1 finding is high or worse: 1 high',
      'no verdict without layer 2: the gzip stream ends early',
    ]);
  });
});
