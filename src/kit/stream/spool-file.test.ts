import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SpoolFile } from './spool-file.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'seawall-spool-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('what was written in pieces is read at any place', () => {
  const spool = new SpoolFile(folder);
  spool.write(Buffer.from('hello '));
  spool.write(Buffer.from('world'));
  expect(spool.content().size).toBe(11);
  expect(spool.content().read(4, 4).toString()).toBe('o wo');
  expect(() => spool.content().read(8, 4)).toThrow(RangeError);
  spool.close();
});

test('nothing of one file shows in the next', () => {
  const spool = new SpoolFile(folder);
  spool.write(Buffer.alloc(100_000, 'a'));
  spool.clear();
  spool.write(Buffer.from('b'));
  const content = spool.content();
  expect(content.size).toBe(1);
  expect(content.read(0, 1).toString()).toBe('b');
  spool.close();
});

test('the file has no name, not even while it is used', () => {
  const spool = new SpoolFile(folder);
  spool.write(Buffer.from('secret'));
  expect(readdirSync(folder)).toEqual([]);
  spool.close();
});

test('no file is made before something is written, and it can be used again after it was closed', () => {
  const spool = new SpoolFile(join(folder, 'missing'));
  spool.clear();
  spool.close();
  const second = new SpoolFile(folder);
  second.write(Buffer.from('a'));
  second.close();
  second.write(Buffer.from('bc'));
  expect(second.content().read(0, 2).toString()).toBe('bc');
  second.close();
});

test('a folder that cannot be written to is an error', () => {
  expect(() => new SpoolFile(join(folder, 'missing')).write(Buffer.from('x'))).toThrow('ENOENT');
});
