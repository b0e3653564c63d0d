import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { classifierPage } from './classifier-table.ts';

test('docs/classifiers.md is what the classifiers say (else run tools/generate-classifier-table.ts)', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../docs/classifiers.md'), 'utf8');
  expect(page).toBe(classifierPage());
});
