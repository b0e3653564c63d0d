import { expect, test } from 'vitest';
import { ProblemList } from '../problem-list.ts';
import { namedPackage } from './named-package.ts';

test('a name and a version make a package with a purl', () => {
  const problems = new ProblemList('f');
  expect(namedPackage('nuget', 'A.b', '1.0+x', problems)).toEqual({
    name: 'A.b',
    version: '1.0+x',
    purl: 'pkg:nuget/A.b@1.0%2Bx',
    type: 'nuget',
    licences: [],
  });
  expect(problems.facts()).toEqual({});
});

test.each([
  [undefined, '1', '/f:7: not a package name'],
  ['', '1', '/f:7: not a package name'],
  ['a b', '1', '/f:7: not a package name: a b'],
  ['a\n', '1', '/f:7: not a package name: a\uFFFD'],
  ['é', '1', '/f:7: not a package name: é'],
  ['a', undefined, '/f:7: a has no version'],
  ['a', 1, '/f:7: a has no version'],
  ['a', '', '/f:7: a has a malformed version'],
  ['a', '1 2', '/f:7: a has a malformed version: 1 2'],
  [{}, {}, '/f:7: not a package name'],
])('%j %j is none', (name, version, expected) => {
  const problems = new ProblemList('f');
  expect(namedPackage('gem', name, version, problems, 7)).toBeUndefined();
  expect(problems.facts().problems?.map(({ where, what }) => `${where}: ${what}`)).toEqual([expected]);
});

test('names and versions without end are none', () => {
  const problems = new ProblemList('f');
  expect(namedPackage('gem', 'a'.repeat(513), '1', problems)).toBeUndefined();
  expect(namedPackage('gem', 'a'.repeat(512), '1'.repeat(513), problems)).toBeUndefined();
  expect(problems.facts().problems?.every(({ what }) => what.length < 250)).toBe(true);
});
