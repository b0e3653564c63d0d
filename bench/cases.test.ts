import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cases } from './cases.ts';

test('the list has every case of the folder', async () => {
  const folder = join(import.meta.dirname, 'cases');
  const listed = new Set<unknown>(cases);
  for (const file of readdirSync(folder)) {
    const exported = Object.values((await import(join(folder, file))) as Record<string, unknown>);
    expect(
      exported.filter((one) => listed.has(one)),
      file,
    ).toHaveLength(1);
  }
  expect(cases).toHaveLength(readdirSync(folder).length);
});

test('every case has a name of its own', () => {
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
});
