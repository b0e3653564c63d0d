import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FactsCache } from './facts-cache.ts';

const day = 86_400_000;
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'facts-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function withCache<Result>(work: (cache: FactsCache) => Result, now = day): Result {
  const cache = FactsCache.open(folder, now);
  try {
    return work(cache);
  } finally {
    cache.close();
  }
}

test('keeps facts by layer and analyser version over restarts', () => {
  withCache((cache) => {
    cache.keep('sha256:a', 'dpkg@1', '[1]');
    cache.keep('sha256:a', 'apk@1', '[]');
  });
  withCache((cache) => {
    expect(cache.facts('sha256:a', 'dpkg@1')).toBe('[1]');
    expect(cache.facts('sha256:a', 'apk@1')).toBe('[]');
    expect(cache.facts('sha256:a', 'dpkg@2')).toBeUndefined();
    expect(cache.facts('sha256:b', 'dpkg@1')).toBeUndefined();
  });
});

test('remembers verified digests by file identity', () => {
  withCache((cache) => cache.rememberDigest('1:2:3', 'sha256:a'));
  expect(withCache((cache) => cache.verifiedDigest('1:2:3'))).toBe('sha256:a');
  expect(withCache((cache) => cache.verifiedDigest('1:2:4'))).toBeUndefined();
});

test('two processes may have it open and write', () => {
  const first = FactsCache.open(folder, day);
  const second = FactsCache.open(folder, day);
  first.keep('sha256:a', 'x@1', '1');
  second.keep('sha256:b', 'x@1', '2');
  expect(first.facts('sha256:b', 'x@1')).toBe('2');
  first.close();
  second.close();
});

test('a damaged file is made anew and not an error', () => {
  writeFileSync(join(folder, 'facts.db'), 'this is no database, but it is long enough to be taken for one'.repeat(50));
  withCache((cache) => cache.keep('sha256:a', 'x@1', '1'));
  expect(withCache((cache) => cache.facts('sha256:a', 'x@1'))).toBe('1');
});

test('the sweep drops what was not used for longest', () => {
  const noise = (seed: number) => Array.from({ length: 40_000 }, (_, at) => Math.sin(at * seed).toString(36)).join('');
  withCache((cache) => cache.keep('sha256:old', 'x@1', noise(1)), day);
  withCache((cache) => cache.keep('sha256:new', 'x@1', noise(2)), 9 * day);
  const before = statSync(join(folder, 'facts.db')).size;
  withCache((cache) => cache.sweep(before / 2), 9 * day);
  withCache((cache) => {
    expect(cache.facts('sha256:old', 'x@1')).toBeUndefined();
    expect(cache.facts('sha256:new', 'x@1')).toBeDefined();
  });
  expect(statSync(join(folder, 'facts.db')).size).toBeLessThan(before);
});

test('what is used stays young', () => {
  withCache((cache) => cache.keep('sha256:a', 'x@1', '1'), day);
  withCache((cache) => cache.keep('sha256:b', 'x@1', '1'), 2 * day);
  withCache((cache) => cache.facts('sha256:a', 'x@1'), 5 * day);
  withCache((cache) => cache.sweep(0), 5 * day);
  expect(withCache((cache) => cache.facts('sha256:a', 'x@1'))).toBe('1');
  expect(withCache((cache) => cache.facts('sha256:b', 'x@1'))).toBeUndefined();
});
