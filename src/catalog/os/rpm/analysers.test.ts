import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rpmAnalysers } from './analysers.ts';

test('the list has every analyser of the folder', async () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const found: string[] = [];
  for (const file of files.filter((name) => name !== 'analysers.ts')) {
    const module: Record<string, unknown> = await import(/* @vite-ignore */ join(import.meta.dirname, file));
    for (const value of Object.values(module)) {
      if (typeof value === 'object' && value !== null && 'analyse' in value && 'id' in value)
        found.push(String(value.id));
    }
  }
  expect(found.toSorted()).toEqual(rpmAnalysers.map(({ id }) => id).toSorted());
  expect(found.length).toBeGreaterThan(2);
});

test('ids are unique', () => {
  expect(new Set(rpmAnalysers.map(({ id }) => id)).size).toBe(rpmAnalysers.length);
});
