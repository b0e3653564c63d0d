import { expect, test } from 'vitest';
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

test('endings are wanted in any folder', () => {
  expect(wanting('app.jar')).toEqual(['name']);
  expect(wanting('opt/app/lib/app.jar')).toEqual(['name']);
  expect(wanting('opt/jar')).toEqual([]);
});
