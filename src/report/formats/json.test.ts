import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { scanResultSchema } from '#model/schema';
import { madeUpResult } from '../fixtures/made-up-result.ts';
import { render } from './json.ts';

const schema = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../schemas/scan-result.schema.json'), 'utf8'),
);
const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const options = { width: 80, colour: false };
const parsed = (result = madeUpResult(), more = {}) =>
  JSON.parse([...render(result, { ...options, ...more })].join(''));

describe('json', () => {
  test('is the result as it stands', () => {
    expect(parsed()).toEqual(madeUpResult());
  });

  test('is valid by the published schema', () => {
    expect(validate(parsed()), JSON.stringify(validate.errors)).toBe(true);
    expect(scanResultSchema.parse(parsed())).toEqual(madeUpResult());
  });

  test('the published schema refuses what is not a result', () => {
    expect(validate({ ...parsed(), complete: 'yes' })).toBe(false);
    expect(validate({ ...parsed(), scannedAt: 'yesterday' })).toBe(false);
    expect(validate({ ...parsed(), findings: [{}] })).toBe(false);
  });

  test('a filter hides findings and leaves the decision', () => {
    const filtered = parsed(madeUpResult(), { severities: ['low'] });
    expect(
      new Set(filtered.findings.map((finding: { severity: { level: string } }) => finding.severity.level)),
    ).toEqual(new Set(['low']));
    expect(filtered.decision).toEqual(madeUpResult().decision);
  });
});
