import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { ScanResult } from '#model';
import { madeUpResult } from '../fixtures/made-up-result.ts';
import { render } from './gitlab.ts';

// What schema 15.0.7 of container scanning reports (gitlab-org/security-products/security-report-schemas) demands of the
// members that we write, in our own words: what is required, lengths, patterns and lists of words of each, without what it
// says of members that we do not write. Reports of `madeUpResult` and of a scan were valid by 15.2.4 itself, too.
const text = { type: 'string', minLength: 1 };
const address = { type: 'string', pattern: '^https?://.+' };
const time = { type: 'string', pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$` };
const object = (properties: object, required: string[]) => ({ type: 'object', properties, required });
const list = (items: object, more: object = {}) => ({ type: 'array', items, ...more });
const base = 'AV:[NALP]|AC:[LH]|PR:[NLH]|UI:[NR]|S:[UC]|[CIA]:[NLH]';
const temporal = 'E:[XUPFH]|RL:[XOTWU]|RC:[XURC]';
const environment = '[CIA]R:[XLMH]|MAV:[XNALP]|MAC:[XLH]|MPR:[XNLH]|MUI:[XNR]|MS:[XUC]|M[CIA]:[XNLH]';
const cvss = `^CVSS:3[.][01](/(${base}|${temporal}|${environment}))+$`;
const tool = object({ id: text, name: text, version: text, vendor: object({ name: text }, ['name']) }, [
  'id',
  'name',
  'version',
  'vendor',
]);
const vulnerability = object(
  {
    id: text,
    name: { type: 'string', maxLength: 255 },
    severity: { enum: ['Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical'] },
    description: { type: 'string', maxLength: 1048576 },
    solution: { type: 'string', maxLength: 7000 },
    identifiers: list(object({ type: text, name: text, value: text, url: address }, ['type', 'name', 'value']), {
      minItems: 1,
    }),
    cvss_vectors: list(
      object({ vendor: text, vector: { type: 'string', pattern: cvss, minLength: 32, maxLength: 128 } }, [
        'vendor',
        'vector',
      ]),
      { minItems: 1, maxItems: 10 },
    ),
    links: list(object({ url: address }, ['url'])),
    details: {
      type: 'object',
      additionalProperties: object({ name: text, type: { const: 'text' }, value: { type: 'string' } }, [
        'name',
        'type',
        'value',
      ]),
    },
    location: object(
      {
        dependency: object({ package: object({ name: { type: 'string' } }, ['name']), version: { type: 'string' } }, [
          'package',
          'version',
        ]),
        operating_system: text,
        image: text,
      },
      ['dependency', 'operating_system', 'image'],
    ),
  },
  ['id', 'identifiers', 'location'],
);
const validate = new Ajv({ allErrors: true }).compile(
  object(
    {
      version: { const: '15.0.7' },
      scan: object(
        {
          analyzer: tool,
          scanner: tool,
          start_time: time,
          end_time: time,
          status: { enum: ['success', 'failure'] },
          type: { const: 'container_scanning' },
          messages: list(object({ level: { enum: ['info', 'warn', 'fatal'] }, value: text }, ['level', 'value'])),
        },
        ['analyzer', 'scanner', 'start_time', 'end_time', 'status', 'type'],
      ),
      vulnerabilities: list(vulnerability),
    },
    ['version', 'scan', 'vulnerabilities'],
  ),
);

interface Report {
  scan: { status: string; messages: { level: string; value: string }[] };
  vulnerabilities: {
    id: string;
    severity: string;
    identifiers: { type: string; value: string; url?: string }[];
    location: { dependency: { package: { name: string }; version: string }; operating_system: string; image: string };
  }[];
}

function reportOf(result: ScanResult): Report {
  const report = JSON.parse([...render(result, { width: 80, colour: false })].join(''));
  expect(validate(report), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  return report;
}

describe('a GitLab container scanning report', () => {
  const result = madeUpResult();
  const report = reportOf(result);

  test('the check of its shape can refuse', () => {
    expect(validate({ ...report, version: '14' })).toBe(false);
    expect(validate({ ...report, vulnerabilities: [{ id: 'x' }] })).toBe(false);
  });

  test('has every finding under its fingerprint, and no suppressed one', () => {
    expect(report.vulnerabilities.map(({ id }) => id)).toEqual(result.findings.map(({ id }) => id));
  });

  test('names the package, its version, the system and the image', () => {
    const [first] = report.vulnerabilities;
    expect(first?.location).toEqual({
      dependency: {
        package: { name: result.findings[0]?.package?.name },
        version: result.findings[0]?.package?.version,
      },
      operating_system: `${result.subject.os?.id}:${result.subject.os?.versionId}`,
      image: result.subject.reference,
    });
  });

  test('the CVE comes first among the identifiers, with its page', () => {
    expect(report.vulnerabilities[0]?.identifiers[0]).toMatchObject({
      type: 'cve',
      value: result.findings[0]?.ruleId,
      url: `https://www.cve.org/CVERecord?id=${result.findings[0]?.ruleId}`,
    });
  });

  test('says what was not checked, and fails when there is no verdict', () => {
    expect(report.scan.messages.some(({ level, value }) => level === 'warn' && value.includes('no data'))).toBe(true);
    const broken = reportOf({ ...result, problems: [{ where: 'layer 1', what: 'cut off', fatal: true }] });
    expect(broken.scan.status).toBe('failure');
    expect(broken.scan.messages).toContainEqual({ level: 'fatal', value: 'layer 1: cut off' });
  });

  test('negligible is the lowest level that GitLab has', () => {
    const levels = new Map(result.findings.map(({ id, severity }) => [id, severity.level]));
    const negligible = report.vulnerabilities.filter(({ id }) => levels.get(id) === 'negligible');
    expect(negligible.length).toBeGreaterThan(0);
    expect(new Set(negligible.map(({ severity }) => severity))).toEqual(new Set(['Info']));
  });

  test.each([
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', true],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:O/RC:C/MAV:L', true],
    ['CVSS:3.1/AV:Z/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', false],
    ['CVSS:3.1/AV:N//AC:L/PR:N/UI:N/S:U/C:H/I:H/A:', false],
    ['CVSS:3.1/AV:N', false],
    [`CVSS:3.1${'/AV:N'.repeat(30)}`, false],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', false],
  ])('a vector that GitLab would refuse is left out: %s', (vector, kept) => {
    const [finding] = result.findings;
    if (finding === undefined) throw new TypeError('no finding');
    const findings = [{ ...finding, severity: { level: 'high' as const, source: 'x', vector } }];
    const { vulnerabilities } = reportOf({ ...result, findings });
    expect(vulnerabilities[0]).toEqual(
      kept
        ? expect.objectContaining({ cvss_vectors: [{ vendor: 'x', vector }] })
        : expect.not.objectContaining({ cvss_vectors: expect.anything() as unknown }),
    );
  });
});
