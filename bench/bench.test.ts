import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { forgetScans, readInputs } from './bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'seawall-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('inputs are read from the environment and made absolute', () => {
  const inputs = readInputs({ BENCH_ADVISORIES: relative(process.cwd(), folder), OTHER: folder });
  expect([...inputs]).toEqual([['BENCH_ADVISORIES', folder]]);
});

test('a variable that is empty is as one that is not set', () => {
  expect(readInputs({ BENCH_TRIVY: '' }).size).toBe(0);
});

test('an input that does not exist is an error, not a case left out', () => {
  expect(() => readInputs({ BENCH_SYFT: join(folder, 'absent') })).toThrow(/BENCH_SYFT=.*absent: no such/);
});

test('forgetting scans leaves the vulnerability data', () => {
  const data = join(folder, 'data');
  mkdirSync(join(data, 'db'), { recursive: true });
  for (const file of ['db/index.json', 'facts.db', 'facts.db-wal']) writeFileSync(join(data, file), '');
  forgetScans(data);
  expect(existsSync(join(data, 'db/index.json'))).toBe(true);
  expect(existsSync(join(data, 'facts.db'))).toBe(false);
  expect(existsSync(join(data, 'facts.db-wal'))).toBe(false);
});
