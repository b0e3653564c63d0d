import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { corpusBytes, corpusRoot, readCorpus } from './corpus.ts';
import { isDeclared } from './target.ts';
import { fuzzTargets } from './targets.ts';

describe.each(fuzzTargets.map((target) => [target.id, target] as const))('the corpus of %s', (id, target) => {
  const corpus = readCorpus(join(corpusRoot, id));

  test('is small, and not empty', () => {
    expect(corpus.length).toBeGreaterThan(0);
    expect(corpus.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThanOrEqual(corpusBytes);
  });

  test('and the seeds give results or declared errors', async () => {
    const inputs = [...corpus, ...target.seeds().map((bytes, index) => ({ name: `seed ${index}`, bytes }))];
    for (const { name, bytes } of inputs) {
      try {
        await target.run(bytes);
      } catch (error) {
        if (!isDeclared(target, error)) throw new Error(`input ${name}`, { cause: error });
      }
    }
  });
});

test('every corpus, and every file of targets, belongs to a target of the list', () => {
  const ids = fuzzTargets.map(({ id }) => id);
  expect(readdirSync(corpusRoot).filter((name) => !ids.includes(name))).toEqual([]);
  expect(readdirSync(join(import.meta.dirname, 'targets')).toSorted()).toEqual(ids.map((id) => `${id}.ts`).toSorted());
});
