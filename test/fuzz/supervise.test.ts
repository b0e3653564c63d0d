import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { supervise } from './supervise.ts';
import type { FuzzResult } from './supervise.ts';

async function fuzz(target: string, executions: number, isEnough = false): Promise<FuzzResult> {
  const list = new URL('supervise.fixture.ts', import.meta.url).href;
  const stop = new AbortController();
  const found = (): void => {
    if (isEnough) stop.abort();
  };
  return supervise({ list, target, executions, seconds: 50, seed: 1, maxBytes: 100, corpus: [] }, found, stop.signal);
}

describe('the fuzzer', () => {
  test('finds a crash behind branches by their coverage, and makes its input small', async () => {
    const { crashes, corpus, covered, total } = await fuzz('deep-crash', Infinity, true);
    expect(crashes.map(({ kind }) => kind)).toEqual(['crash']);
    expect(crashes[0]?.input.toString('latin1')).toBe('FUZ');
    expect(crashes[0]?.text).toContain('deep down');
    expect(corpus.length).toBeGreaterThan(2);
    expect(covered).toBeGreaterThan(0);
    expect(covered).toBeLessThanOrEqual(total);
  });

  // Memory and CPU time of the fuzzing process are read from /proc.
  test.skipIf(!existsSync('/proc/self/status')).each([
    ['hang', 'hang', 'hang'],
    ['memory', 'memory', 'eat'],
    ['exit', 'crash', 'exit'],
  ])('survives a target with the fault %s, and keeps the input that did it', async (target, kind, input) => {
    const { crashes, executions } = await fuzz(target, 256);
    expect(crashes.map((crash) => [crash.kind, crash.input.toString()])).toEqual([[kind, input]]);
    expect(executions).toBeGreaterThan(200);
  });

  test('says nothing about a sound target', async () => {
    const { crashes, executions } = await fuzz('sound', 1000);
    expect(crashes).toEqual([]);
    expect(executions).toBeGreaterThanOrEqual(1000);
  });
});
