import { describe, expect, test } from 'vitest';
import type { Analyser, PathInterest } from './analyser.ts';
import { InterestTable } from './interest-table.ts';

function analyser(id: string, interest: PathInterest): Analyser {
  return { id, version: 1, interest, analyse: () => undefined };
}

const table = new InterestTable([
  analyser('exact', { paths: ['var/lib/dpkg/status'] }),
  analyser('folder', {
    folders: ['var/lib/dpkg/status.d', 'usr/share/doc'],
    accept: (path) => !path.endsWith('.md5sums'),
  }),
  analyser('name', { names: ['copyright'], endings: ['.jar'] }),
]);
const wanting = (path: string) => table.wanting(path).map(({ id }) => id);

test('an exact path is wanted there only', () => {
  expect(wanting('var/lib/dpkg/status')).toEqual(['exact']);
  expect(wanting('backup/var/lib/dpkg/status')).toEqual([]);
});

test('a folder is wanted at any depth, but not as a prefix of a name', () => {
  expect(wanting('var/lib/dpkg/status.d/base')).toEqual(['folder']);
  expect(wanting('var/lib/dpkg/status.d/deep/er/base')).toEqual(['folder']);
  expect(wanting('var/lib/dpkg/status.d2/base')).toEqual([]);
  expect(wanting('var/lib/dpkg/status.d')).toEqual([]);
});

test('accept narrows', () => {
  expect(wanting('var/lib/dpkg/status.d/base.md5sums')).toEqual([]);
});

test('several analysers may want one file, each once', () => {
  expect(wanting('usr/share/doc/bash/copyright')).toEqual(['name', 'folder']);
});

test('endings of two parts are wanted too', () => {
  const deps = analyser('deps', { endings: ['.deps.json'] });
  const small = new InterestTable([deps]);
  expect(small.wanting('app/shop.deps.json')).toEqual([deps]);
  expect(small.wanting('app/Shop.Web.deps.json')).toEqual([deps]);
  for (const path of ['app/deps.json', 'app/shop.json', 'app/.json', 'a.deps/json'])
    expect(small.wanting(path)).toEqual([]);
});

test('endings are wanted in any folder', () => {
  expect(wanting('app.jar')).toEqual(['name']);
  expect(wanting('opt/app/lib/app.jar')).toEqual(['name']);
  expect(wanting('opt/jar')).toEqual([]);
});

describe('interest in the content', () => {
  const byContent = new InterestTable([
    analyser('elf', { magics: ['\x7fELF'], names: ['core'] }),
    analyser('script', { magics: ['#!'], accept: (path) => path.startsWith('usr/') }),
    analyser('high', { magics: ['\xca\xfe'] }),
    analyser('name', { names: ['run'] }),
  ]);
  const wantingContent = (path: string, head: string) =>
    byContent.wantingContent(path, Buffer.from(head, 'latin1'), byContent.wanting(path)).map(({ id }) => id);

  test('is told by the first bytes, whatever the name', () => {
    expect(wantingContent('any', '\x7fELF\x02\x01')).toEqual(['elf']);
    expect(wantingContent('any', '\xca\xfe\xba\xbe')).toEqual(['high']);
    expect(wantingContent('any', '\x7fEL')).toEqual([]);
    expect(wantingContent('any', '')).toEqual([]);
  });

  test('adds to the interest in the path, each analyser once', () => {
    expect(wantingContent('run', '\x7fELF')).toEqual(['name', 'elf']);
    expect(wantingContent('core', '\x7fELF')).toEqual(['elf']);
    expect(wantingContent('core', 'text')).toEqual(['elf']);
  });

  test('is narrowed by accept too', () => {
    expect(wantingContent('usr/bin/x', '#!/bin/sh')).toEqual(['script']);
    expect(wantingContent('home/x', '#!/bin/sh')).toEqual([]);
  });

  test('is anybody where the content cannot be seen', () => {
    expect(byContent.wantingUnseen('usr/core', byContent.wanting('usr/core')).map(({ id }) => id)).toEqual([
      'elf',
      'script',
      'high',
    ]);
  });

  test('is known to be there or not', () => {
    expect(byContent.readsContent).toBe(true);
    expect(table.readsContent).toBe(false);
  });

  test.each(['', '123456789'])('with the magic %j is a mistake of the programmer', (magic) => {
    expect(() => new InterestTable([analyser('bad', { magics: [magic] })])).toThrow('1 to 8 bytes');
  });
});
