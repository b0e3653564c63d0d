import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { ScanResult } from '#model';
import { madeUpResult } from '../fixtures/made-up-result.ts';
import { render } from './junit.ts';

interface Case {
  classname: string;
  name: string;
  outcome?: string;
  message?: string;
  text: string;
}

/** Reads the document with a strict parser, as CI systems do. */
function read(result: ScanResult): { counts: Record<string, string>; cases: Case[] } {
  const cases: Case[] = [];
  let counts: Record<string, string> = {};
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const current = cases.at(-1);
    if (name === 'testsuite') counts = attributes;
    else if (name === 'testcase')
      cases.push({ classname: attributes['classname'] ?? '', name: attributes['name'] ?? '', text: '' });
    else if (name !== 'testsuites' && current !== undefined)
      Object.assign(current, { outcome: name, message: attributes['message'] });
  });
  parser.on('text', (text) => {
    const current = cases.at(-1);
    if (current !== undefined) current.text += text;
  });
  for (const chunk of render(result, { width: 80, colour: false })) parser.write(chunk);
  parser.close();
  return { counts, cases };
}

const count = (cases: readonly Case[], outcome: string | undefined) =>
  cases.filter((one) => one.outcome === outcome).length;

describe('a JUnit document', () => {
  const result = madeUpResult();
  const { counts, cases } = read(result);

  test('counts what it has', () => {
    expect(counts).toMatchObject({
      name: result.subject.reference,
      tests: String(cases.length),
      failures: String(count(cases, 'failure')),
      errors: String(count(cases, 'error')),
      skipped: String(count(cases, 'skipped')),
    });
  });

  test('every finding is a failed case that says where, why and what to do', () => {
    const failed = cases.filter(({ outcome }) => outcome === 'failure');
    expect(failed).toHaveLength(result.findings.length);
    const [first] = result.findings;
    expect(failed[0]?.name).toBe(`CRITICAL ${first?.ruleId}`);
    expect(failed[0]?.classname).toBe(`${first?.package?.name} ${first?.package?.version}`);
    expect(failed[0]?.message).toBe(first?.title);
    expect(failed[0]?.text).toContain(first?.why);
    expect(failed[0]?.text).toContain(`Upgrade to ${first?.fix?.version} or newer.`);
  });

  test('suppressed and unchecked are skipped with the reason, unread is an error', () => {
    expect(count(cases, 'skipped')).toBe(result.suppressed.length + result.notChecked.length);
    expect(cases.some(({ message }) => message === 'Windows only')).toBe(true);
    expect(count(cases, 'error')).toBe(result.problems.length);
  });

  test('a clean subject is one case that passed, since an empty suite is taken for a broken run', () => {
    const clean = read({ ...result, findings: [], suppressed: [], notChecked: [], problems: [] });
    expect(clean.cases).toEqual(
      [{ classname: 'Seawall', name: 'nothing found, everything checked', text: '' }].map((one) =>
        expect.objectContaining({ ...one, text: expect.stringMatching(/^\s*$/) }),
      ),
    );
    expect(clean.counts).toMatchObject({ tests: '1', failures: '0' });
  });

  test('hostile names stay text', () => {
    const [first] = result.findings;
    const title = `</failure><!DOCTYPE x [<!ENTITY y "z">]>&y;\u0000\u001b[31m"'`;
    const hostile = read({ ...result, findings: [{ ...first!, title }] });
    expect(hostile.cases[0]?.message).toBe(title.replace('\u0000', '\ufffd').replace('\u001b', '\ufffd'));
  });
});
