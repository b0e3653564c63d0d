import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { coveragePage } from './coverage-page.ts';

test('docs/coverage.md is up to date (tools/generate-coverage.ts writes it anew)', () => {
  expect(readFileSync(resolve(import.meta.dirname, '../docs/coverage.md'), 'utf8')).toBe(coveragePage());
});
