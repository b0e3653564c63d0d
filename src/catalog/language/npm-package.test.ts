import { expect, test } from 'vitest';
import { isNpmName, npmPackage } from './npm-package.ts';

test('the purl has the scope encoded', () => {
  expect(npmPackage('@babel/core', '7.1.0-rc.1+x')).toEqual({
    name: '@babel/core',
    version: '7.1.0-rc.1+x',
    purl: 'pkg:npm/%40babel/core@7.1.0-rc.1%2Bx',
    type: 'npm',
    licences: [],
  });
});

test('names that the registry has are names', () => {
  for (const name of ['a', 'JSONStream', '@a/b', '@a/_b', 'lodash.merge', "hi!~*'()", 'node_x-y', '3d'])
    expect(isNpmName(name)).toBe(true);
});

test('of all characters exactly these stand in a name', () => {
  const all = Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code));
  expect(
    all
      .filter((char) => !isNpmName(`a${char}b`))
      .join('')
      .replace(/[^!-~]/g, ''),
  ).toBe('%/:<>@\\{}');
  expect(all.filter((char) => isNpmName(`a${char}b`) && !/[!-~]/.test(char))).toEqual([]);
});

test('templates, paths, addresses and endless text are none', () => {
  for (const name of [
    '',
    '.',
    '..',
    '.a',
    '_a',
    '@a',
    '@/a',
    'a/b',
    '@a/b/c',
    '{{name}}',
    '<name>',
    'a b',
    'a\n',
    'a:b',
    'a@1',
    '../a',
    'a\\b',
    'a%2fb',
    'ä',
    '@ä/b',
    '@{a}/b',
    '@s/.b',
    'x'.repeat(257),
  ])
    expect(isNpmName(name)).toBe(false);
});

test('without a version, or with a template for one, there is no package', () => {
  for (const version of [undefined, '', '{{version}}', '<%= v %>', '1 2', '1\u0000', '1ä', '1\u202e', '1'.repeat(513)])
    expect(npmPackage('a', version)).toBeUndefined();
  expect(npmPackage(undefined, '1.0.0')).toBeUndefined();
});
