import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ScanCache } from './scan-cache.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'scan-cache-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('works as the facts cache does', () => {
  const cache = new ScanCache(folder, Date.now());
  cache.keep('sha256:a', 'x@1', '1');
  expect(cache.facts('sha256:a', 'x@1')).toBe('1');
  expect(cache.trouble).toBeUndefined();
  cache.close();
});

test('one that cannot be opened is off, and says why', () => {
  mkdirSync(join(folder, 'facts.db'));
  const cache = new ScanCache(folder, Date.now());
  expect(cache.trouble).toContain('cannot be used');
  cache.keep('sha256:a', 'x@1', '1');
  expect(cache.facts('sha256:a', 'x@1')).toBeUndefined();
  cache.close();
});

test('one that breaks during the scan is switched off then', () => {
  const cache = new ScanCache(folder, Date.now());
  const other = new DatabaseSync(join(folder, 'facts.db'));
  other.exec('DROP TABLE facts');
  other.close();
  cache.keep('sha256:a', 'x@1', '1');
  expect(cache.trouble).toContain('facts');
  expect(cache.verifiedDigest('1')).toBeUndefined();
  cache.close();
});
