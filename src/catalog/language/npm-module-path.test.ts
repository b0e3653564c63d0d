import { describe, expect, test } from 'vitest';
import { folderOf, moduleRole } from './npm-module-path.ts';

describe('what a folder is to npm', () => {
  test.each([
    'node_modules/a',
    'app/node_modules/a',
    'app/node_modules/@s/a',
    'app/node_modules/a/node_modules/@s/b',
    'app/node_modules/.pnpm/a@1.0.0/node_modules/a',
    'usr/lib/node_modules/npm/node_modules/semver',
    'usr/share/nodejs/semver',
    'usr/share/nodejs/@types/node',
    'usr/share/nodejs/npm/node_modules/a',
    'usr/lib/nodejs/a',
    'usr/lib/x86_64-linux-gnu/nodejs/a',
  ])('%s is a package', (folder) => expect(moduleRole(folder)).toBe('package'));

  test.each([
    'node_modules',
    'usr/share/nodejs',
    'app/node_modules/a/test/fixtures/b',
    'app/node_modules/@s',
    'app/node_modules/@s/a/dist/esm',
    'app/node_modules/.cache/x',
    'app/node_modules/.a-Xy12',
    'app/node_modules/a/node_modules',
    'usr/share/nodejs/semver/test',
    'usr/share/nodejs/npm/node_modules/a/b',
  ])('%s is inside of one', (folder) => expect(moduleRole(folder)).toBe('inside'));

  test.each(['', 'app', 'opt/yarn-v1.22.22', 'my_node_modules/a', 'app/node_modules.old/a'])(
    '%j is outside',
    (folder) => expect(moduleRole(folder)).toBe('outside'),
  );
});

test('the folder of a path', () => {
  expect(folderOf('a/b/c.json')).toBe('a/b');
  expect(folderOf('c.json')).toBe('');
  expect(folderOf('')).toBe('');
});
