import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { declinedFetch, noteDeclinedFetch } from './declined-fetch.ts';

let data: string;
beforeEach(() => (data = mkdtempSync(join(tmpdir(), 'seawall-declined-'))));
afterEach(() => rmSync(data, { recursive: true, force: true }));

/** What an import leaves, seconds from now. */
function importAt(seconds: number): void {
  mkdirSync(join(data, 'db'), { recursive: true });
  writeFileSync(join(data, 'db', 'index.json'), '{}');
  const time = Date.now() / 1000 + seconds;
  utimesSync(join(data, 'db', 'index.json'), time, time);
}

test('a "no" is remembered', () => {
  expect(declinedFetch(data)).toBe(false);
  noteDeclinedFetch(data);
  expect(declinedFetch(data)).toBe(true);
});

test('a "no" holds where data was there before, and until other data comes', () => {
  importAt(-60);
  expect(declinedFetch(data)).toBe(false);
  noteDeclinedFetch(data);
  expect(declinedFetch(data)).toBe(true);
  importAt(60);
  expect(declinedFetch(data)).toBe(false);
  importAt(-60);
  noteDeclinedFetch(data);
  expect(declinedFetch(data)).toBe(true);
});

test('a place that cannot be written is no error', () => {
  const file = join(data, 'file');
  writeFileSync(file, '');
  expect(() => noteDeclinedFetch(file)).not.toThrow();
  expect(declinedFetch(join(data, 'nowhere'))).toBe(false);
});
