import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { madeUpResult } from './fixtures/made-up-result.ts';
import { formats } from './formats.ts';

const options = { width: 80, colour: false };
const withFindings = formats.filter((format) => !('packagesOnly' in format));

describe('the list of formats', () => {
  test('names every file of the folder', () => {
    const files = readdirSync(resolve(import.meta.dirname, 'formats')).filter((name) => !name.endsWith('.test.ts'));
    expect(formats.map(({ id }) => `${id}.ts`).toSorted()).toEqual(files.toSorted());
  });

  test.each(withFindings)(
    '$id renders a result, the same every time, with a line break at the end',
    async ({ load }) => {
      const { render } = await load();
      const text = [...render(madeUpResult(), options)].join('');
      expect(text).toContain('CVE-2024-5535');
      expect(text.endsWith('\n')).toBe(true);
      expect([...render(madeUpResult(), options)].join('')).toBe(text);
    },
  );

  test.each(formats)('$id says what was not checked and what could not be read', async ({ load }) => {
    const { render } = await load();
    const text = [...render(madeUpResult({ findings: [] }), options)].join('').replaceAll(/\s+/g, ' ');
    expect(text).toContain('no data for this ecosystem');
    expect(text).toContain('line 3: expected a version');
  });

  test.each(withFindings)('$id tells how old the data is', async ({ load }) => {
    const { render } = await load();
    expect([...render(madeUpResult(), options)].join('')).toMatch(/2026-11-1[79]|3 days old/);
  });

  test.each(withFindings)('$id shows a finding about no package and no file', async ({ load }) => {
    const { render } = await load();
    const { package: _, ...rest } = madeUpResult().findings[0]!;
    const text = [...render(madeUpResult({ findings: [{ ...rest, kind: 'config' }] }), options)].join('');
    expect(text).toMatch(/CVE-2024-5535|findings-of-other-kinds/);
    expect(text).not.toMatch(/[>"]undefined[<"]/);
  });

  test.each(withFindings)('$id shows only the severities asked for', async ({ load }) => {
    const { render } = await load();
    const text = [...render(madeUpResult(), { ...options, severities: ['critical'] })].join('');
    expect(text).toContain('CVE-2024-5535');
    expect(text).not.toContain('CVE-2024-4741');
  });

  test.each(withFindings)('$id leaves out what has no fix when asked', async ({ load }) => {
    const { render } = await load();
    const text = [...render(madeUpResult(), { ...options, fixableOnly: true })].join('');
    expect(text).toContain('CVE-2024-5535');
    expect(text).not.toContain('CVE-2023-45853');
    // A secret has no version to wait for. CycloneDX has no place for it and counts it.
    expect(text).toMatch(/aws-access-key-id|findings-of-other-kinds/);
  });

  test.each(formats)('$id lets no control character of a name through', async ({ load }) => {
    const { render } = await load();
    const text = [...render(madeUpResult(), options)].join('');
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  });

  test.each(withFindings)('$id gives a large result in many chunks of bounded size', async ({ load }) => {
    const { render } = await load();
    const small = madeUpResult();
    const findings = Array.from({ length: 4000 }, (_, index) => ({
      ...small.findings[0]!,
      ruleId: `CVE-2024-${index}`,
    }));
    const lengths = [...render({ ...small, findings }, options)].map((chunk) => chunk.length);
    expect(lengths.length).toBeGreaterThan(4);
    expect(Math.max(...lengths)).toBeLessThan(200_000);
  });
});
