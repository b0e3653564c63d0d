import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Finding, ScanResult, SeverityLevel } from '#model';
import { madeUpResult } from '../fixtures/made-up-result.ts';
import type { RenderOptions } from '../render-options.ts';
import { render } from './sarif.ts';

// The OASIS schema is of draft 4; it uses nothing that differs in draft 7 but the name of its id.
const require = createRequire(import.meta.url);
const library = dirname(require.resolve('@microsoft/jest-sarif/package.json'));
const {
  $schema: _,
  id: __,
  ...schema
} = JSON.parse(readFileSync(resolve(library, 'lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

interface Rule {
  id: string;
  help: { text: string };
  helpUri?: string;
  defaultConfiguration: { level: string };
  properties: { 'security-severity'?: string };
}

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: { physicalLocation?: { artifactLocation: { uri: string; uriBaseId: string } } }[];
  partialFingerprints: Record<string, string>;
  suppressions: { kind: string; justification: string }[];
}

interface Log {
  runs: [
    {
      tool: { driver: { name: string; version: string; rules: Rule[]; notifications: { id: string }[] } };
      results: Result[];
      invocations: [
        {
          executionSuccessful: boolean;
          toolExecutionNotifications: {
            descriptor: { id: string; index: number };
            level: string;
            message: { text: string };
          }[];
        },
      ];
      originalUriBaseIds: Record<string, object>;
    },
  ];
}

function logOf(result: ScanResult, more: Partial<RenderOptions> = {}): Log['runs'][0] {
  const log = JSON.parse([...render(result, { width: 80, colour: false, ...more })].join(''));
  expect(validate(log), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  return log.runs[0];
}

const [first] = madeUpResult().findings as [Finding];

describe('a SARIF log', () => {
  let run: Log['runs'][0];
  beforeAll(() => {
    run = logOf(madeUpResult());
  });

  test('the OASIS schema can refuse', () => {
    const log = JSON.parse([...render(madeUpResult(), { width: 80, colour: false })].join(''));
    expect(validate({ ...log, version: '2.0.0' })).toBe(false);
    expect(validate({ ...log, runs: [{ results: [] }] })).toBe(false);
  });

  test('has one rule per id, and every result points to its own', () => {
    const ids = run.tool.driver.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { ruleId, ruleIndex } of run.results) expect(ids[ruleIndex]).toBe(ruleId);
  });

  test('has a result for every finding and every suppressed one', () => {
    const { findings, suppressed } = madeUpResult();
    expect(run.results).toHaveLength(findings.length + suppressed.length);
  });

  test('carries our fingerprint, so that alerts stay the same over builds', () => {
    expect(run.results.slice(0, -1).map(({ partialFingerprints }) => partialFingerprints)).toEqual(
      madeUpResult().findings.map(({ id }) => ({ 'seawallFingerprint/v1': id, primaryLocationLineHash: id })),
    );
  });

  test('marks suppressed results with the reason, and says of all others that they are not', () => {
    const marked = run.results.filter(({ suppressions }) => suppressions.length > 0);
    expect(marked).toMatchObject([
      {
        ruleId: 'CVE-2023-4807',
        suppressions: [{ kind: 'external', status: 'accepted', justification: 'Windows only' }],
      },
    ]);
    for (const { suppressions } of run.results) expect(suppressions).toBeInstanceOf(Array);
  });

  test('locations are relative to the root of the image', () => {
    expect(run.results[0]!.locations[0]!.physicalLocation!.artifactLocation).toEqual({
      uri: 'var/lib/dpkg/status',
      uriBaseId: 'IMAGE_ROOT',
    });
    expect(run.originalUriBaseIds).toHaveProperty('IMAGE_ROOT');
  });

  test('a hostile path is percent-encoded', () => {
    const uris = run.results.flatMap(({ locations }) =>
      locations.map((place) => place.physicalLocation!.artifactLocation.uri),
    );
    expect(uris).toContain('srv/app/node_modules/evil%1B%5B2J/package.json');
    for (const uri of uris) expect(uri).toMatch(/^[\w.~%!'()*-]+(?:\/[\w.~%!'()*-]+)*$/);
  });

  test('messages say why, where from and what to do', () => {
    expect(run.results[0]!.message.text).toBe(
      'CVE-2024-5535: libssl3 3.0.11-1~deb12u2 is older than the fixed version 3.0.15-1~deb12u1 (layer 1). Upgrade to 3.0.15-1~deb12u1 or later.',
    );
  });

  test('rules carry help and where to read more', () => {
    const rule = run.tool.driver.rules.find(({ id }) => id === 'CVE-2024-5535')!;
    expect(rule.helpUri).toBe('https://example.org/CVE-2024-5535');
    expect(rule.help.text).toContain('SSL_select_next_proto');
  });
});

describe('severity in SARIF', () => {
  const one = (level: SeverityLevel, more: Partial<Finding> = {}): Finding => ({
    ...first,
    severity: { level },
    ...more,
  });

  test.each([
    ['critical', 'error', '9.5'],
    ['high', 'error', '8.0'],
    ['medium', 'warning', '5.5'],
    ['low', 'note', '2.0'],
    ['negligible', 'note', '0.1'],
    ['unknown', 'warning', undefined],
  ] as const)('%s is %s, scored %s', (level, sarif, score) => {
    const { results, tool } = logOf(madeUpResult({ findings: [one(level)], suppressed: [] }));
    expect(results[0]!.level).toBe(sarif);
    expect(tool.driver.rules[0]!.defaultConfiguration.level).toBe(sarif);
    expect(tool.driver.rules[0]!.properties['security-severity']).toBe(score);
  });

  test('a rule is as severe as its worst finding, each result as itself', () => {
    const findings = [one('low'), one('critical'), one('medium')];
    const { results, tool } = logOf(madeUpResult({ findings, suppressed: [] }));
    expect(results.map(({ level }) => level)).toEqual(['note', 'error', 'warning']);
    expect(tool.driver.rules.map(({ properties }) => properties['security-severity'])).toEqual(['9.5']);
  });

  test('a filter also removes the rules that nothing refers to', () => {
    const { results, tool } = logOf(madeUpResult(), { severities: ['low'] });
    expect(new Set(results.map(({ ruleId }) => ruleId))).toEqual(new Set(tool.driver.rules.map(({ id }) => id)));
  });

  test('a rule takes its text from the first finding that has one', () => {
    const findings = [one('low', { title: '' }), one('low', { title: 'the title' })];
    const { tool } = logOf(madeUpResult({ findings, suppressed: [] }));
    expect(tool.driver.rules[0]).toMatchObject({ shortDescription: { text: 'the title' } });
  });

  test('a rule without any text is described by its id', () => {
    const { tool } = logOf(madeUpResult({ findings: [one('low', { title: '' })], suppressed: [] }));
    expect(tool.driver.rules[0]).toMatchObject({ shortDescription: { text: first.ruleId } });
  });

  test('a reference that is no link is no help', () => {
    const { tool } = logOf(
      madeUpResult({ findings: [one('low', { references: ['no link', 'ftp://x'] })], suppressed: [] }),
    );
    expect(tool.driver.rules[0]).not.toHaveProperty('helpUri');
  });

  test('a finding without a place names its package', () => {
    const { results } = logOf(
      madeUpResult({ findings: [one('low', { package: { ...first.package!, locations: [] } })] }),
    );
    expect(results[0]!.locations).toEqual([
      { logicalLocations: [{ name: 'libssl3', fullyQualifiedName: first.package!.purl, kind: 'package' }] },
    ]);
  });
});

describe('what SARIF says of the run', () => {
  const notificationsOf = (more: Partial<ScanResult>) => {
    const { invocations, tool } = logOf(madeUpResult({ problems: [], notChecked: [], ...more }));
    const [{ executionSuccessful, toolExecutionNotifications }] = invocations;
    for (const { descriptor } of toolExecutionNotifications) {
      expect(tool.driver.notifications[descriptor.index]!.id).toBe(descriptor.id);
    }
    return {
      executionSuccessful,
      said: toolExecutionNotifications.map(({ level, message }) => `${level}: ${message.text}`),
    };
  };

  test('nothing, when all was read and checked', () => {
    expect(notificationsOf({})).toEqual({ executionSuccessful: true, said: [] });
  });

  test('a broken file is a warning', () => {
    expect(notificationsOf({ problems: [{ where: '/a', what: 'broken' }] })).toEqual({
      executionSuccessful: true,
      said: ['warning: /a: broken'],
    });
  });

  test('an unreadable layer is an error: the run was not successful', () => {
    expect(notificationsOf({ problems: [{ where: 'layer 2', what: 'ends early', fatal: true }] })).toEqual({
      executionSuccessful: false,
      said: ['error: layer 2: ends early'],
    });
  });

  test('what was not checked and starter data are warnings', () => {
    const { said } = notificationsOf({
      notChecked: [{ what: 'packages of debian 13', why: 'no data for this release', count: 1200 }],
      data: { sources: [], starter: true },
    });
    expect(said[0]).toBe('warning: packages of debian 13 (1,200): no data for this release');
    expect(said[1]).toContain('starter data');
  });
});
