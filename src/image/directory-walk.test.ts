import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Analyser, AnyAnalyser } from './analyser.ts';
import { walkDirectory } from './directory-walk.ts';
import { defaultLimits } from './limits.ts';

const reader: Analyser = {
  id: 'reader',
  version: 1,
  interest: { names: ['wanted'] },
  analyse: ({ bytes }) => bytes.toString(),
};

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'walk-'))));
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

function walk(options: { liveRoot?: boolean; fileBytes?: number; entries?: number; signal?: AbortSignal } = {}) {
  const { fileBytes = defaultLimits.fileBytes, entries = defaultLimits.entries } = options;
  const limits = { ...defaultLimits, fileBytes, entries };
  return walkDirectory(root, [reader], {
    limits,
    signal: options.signal ?? new AbortController().signal,
    liveRoot: options.liveRoot === true,
  });
}

test('hands wanted files at any depth to the analysers and records the tree', async () => {
  put('wanted', 'top');
  put('a/b/wanted', 'deep');
  put('a/other', 'no');
  symlinkSync('../a', join(root, 'a/link'));
  const { facts, tree, problems } = await walk();
  expect(new Map(facts.map(({ path, facts: told }) => [path, told]))).toEqual(
    new Map([
      ['a/b/wanted', 'deep'],
      ['wanted', 'top'],
    ]),
  );
  expect(tree.entries).toContain('slink\0>../a\0');
  expect(problems).toEqual([]);
});

test('does not follow links out of the root, neither to files nor to folders', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'outside-'));
  writeFileSync(join(outside, 'wanted'), 'secret');
  symlinkSync(outside, join(root, 'folder'));
  symlinkSync(join(outside, 'wanted'), join(root, 'wanted'));
  expect((await walk()).facts).toEqual([]);
  rmSync(outside, { recursive: true });
});

test('does not wait for a fifo that bears a wanted name', async () => {
  execFileSync('mkfifo', [join(root, 'wanted')]);
  expect((await walk()).facts).toEqual([]);
});

test('a file above the cap is a problem of the analysers that wanted it', async () => {
  put('wanted', 'x'.repeat(100));
  expect((await walk({ fileBytes: 50 })).facts).toEqual([
    { analyser: 'reader', path: 'wanted', problem: 'has 100 bytes, more than the 50 that are read' },
  ]);
});

test('a live root leaves out the kernel and the storage of engines, and says so', async () => {
  put('proc/wanted', 'kernel');
  put('var/lib/docker/overlay2/x/diff/wanted', 'of another image');
  put('etc/wanted', 'ours');
  const { facts, skipped } = await walk({ liveRoot: true });
  expect(facts.map(({ path }) => path)).toEqual(['etc/wanted']);
  expect(skipped.map(({ path }) => path).toSorted()).toEqual(['proc', 'var/lib/docker']);
  expect((await walk()).facts).toHaveLength(3);
});

test('names that are not UTF-8 are read like others, and stay apart', async () => {
  for (const byte of [0xfe, 0xff]) {
    const folder = Buffer.concat([Buffer.from(`${root}/bad-`), Buffer.from([byte])]);
    mkdirSync(folder);
    writeFileSync(Buffer.concat([folder, Buffer.from('/wanted')]), String(byte));
  }
  const { facts, problems } = await walk();
  expect(problems).toEqual([]);
  expect(new Set(facts.map(({ facts: told }) => told))).toEqual(new Set(['254', '255']));
  expect(new Set(facts.map(({ path }) => path)).size).toBe(2);
});

test('a time-out ends the walk', async () => {
  for (let at = 0; at < 200; at += 1) mkdirSync(join(root, `folder-${at}`));
  const controller = new AbortController();
  setImmediate(() => controller.abort());
  await expect(walk({ signal: controller.signal })).rejects.toThrow('aborted');
});

test('a tree that is cut off leaves no verdict', async () => {
  for (let at = 0; at < 20; at += 1) put(`a/b/file-${at}`, '');
  const { problems } = await walk({ entries: 5 });
  expect(problems).toEqual([
    { where: 'a/b', what: 'the file system has more than 5 entries; the rest was not read', fatal: true },
  ]);
});

test('files wanted by content are found among executables and shared objects', async () => {
  const programs: AnyAnalyser = {
    id: 'programs',
    version: 1,
    interest: { magics: ['\x7fELF'] },
    randomAccess: true,
    analyse: ({ content }) => content.read(content.size - 3, 3).toString(),
  };
  for (const path of ['bin/program', 'lib/libx.so.1', 'lib/wanted', 'data']) put(path, `\x7fELF of ${path}`);
  put('bin/script', '#!/bin/sh');
  put('bin/empty', '');
  for (const path of ['program', 'script', 'empty']) chmodSync(join(root, 'bin', path), 0o755);
  symlinkSync('program', join(root, 'bin/link'));
  const options = { limits: { ...defaultLimits, heldBytes: 5 }, signal: new AbortController().signal, liveRoot: false };
  const { facts, problems } = await walkDirectory(root, [reader, programs], options);
  expect(problems).toEqual([]);
  expect(new Set(facts.map(({ analyser, path, facts: told }) => `${analyser} ${path} ${told as string}`))).toEqual(
    new Set([
      'programs bin/program ram',
      'programs lib/libx.so.1 o.1',
      'reader lib/wanted \x7fELF of lib/wanted',
      'programs lib/wanted ted',
    ]),
  );
});
