import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { binaryAnalysers } from './analysers.ts';

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('analysers.ts'),
);

function isAnalyser(value: unknown): value is { id: string } {
  return typeof value === 'object' && value !== null && 'analyse' in value && 'interest' in value;
}

test('the list has every analyser of the folder, once', async () => {
  const found: string[] = [];
  for (const file of files) {
    const exports: object = await import(join(import.meta.dirname, file));
    for (const value of Object.values(exports)) if (isAnalyser(value)) found.push(value.id);
  }
  expect(found.length).toBeGreaterThan(0);
  expect(binaryAnalysers.map((analyser) => analyser.id).toSorted()).toEqual(found.toSorted());
});

test('ids are unique, and versions are whole numbers', () => {
  expect(new Set(binaryAnalysers.map((analyser) => analyser.id)).size).toBe(binaryAnalysers.length);
  for (const analyser of binaryAnalysers) expect(Number.isInteger(analyser.version) && analyser.version > 0).toBe(true);
});
