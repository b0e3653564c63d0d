import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AnyAnalyser } from '#image';

/** The tests that every list of analysers passes: it has what its folder exports, once, under ids that are usable as keys. */
export function testAnalyserList(folder: string, list: readonly AnyAnalyser[], atLeast: number): void {
  test('the list has every analyser of the folder, once', async () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('analysers.ts'),
    );
    const found: string[] = [];
    for (const file of files) {
      const exports: object = await import(join(folder, file));
      for (const value of Object.values(exports)) if (isAnalyser(value)) found.push(value.id);
    }
    expect(found.length).toBeGreaterThanOrEqual(atLeast);
    expect(list.map((analyser) => analyser.id).toSorted()).toEqual(found.toSorted());
  });

  test('ids are unique, and versions are whole numbers', () => {
    expect(new Set(list.map((analyser) => analyser.id)).size).toBe(list.length);
    for (const analyser of list) expect(Number.isInteger(analyser.version) && analyser.version > 0).toBe(true);
  });
}

function isAnalyser(value: unknown): value is { id: string } {
  return typeof value === 'object' && value !== null && 'analyse' in value && 'interest' in value;
}
