import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { corpusBytes, readCorpus, saveCorpus, writeInput } from './corpus.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-corpus-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const contents = (): string[] => readCorpus(folder).map(({ bytes }) => bytes.toString());

test('a folder that is not there is an empty corpus', () => {
  expect(readCorpus(join(folder, 'none'))).toEqual([]);
});

test('the same input is written once', () => {
  expect(writeInput(folder, Buffer.from('a'))).toBe(writeInput(folder, Buffer.from('a')));
  writeInput(folder, Buffer.from('b'), '.crash');
  expect(contents().toSorted()).toEqual(['a', 'b']);
});

test('saving replaces what was generated and leaves what a person put there', () => {
  writeFileSync(join(folder, 'crash-of-a-bad-day'), 'kept');
  saveCorpus(folder, [Buffer.from('old')]);
  saveCorpus(folder, [Buffer.from('new'), Buffer.from('newer')]);
  expect(contents().toSorted()).toEqual(['kept', 'new', 'newer']);
});

test('saving stops at the size that may be committed, the smallest first', () => {
  saveCorpus(folder, [Buffer.alloc(corpusBytes), Buffer.from('small'), Buffer.from('tiny')]);
  expect(contents().toSorted()).toEqual(['small', 'tiny']);
});
