import { describe, expect, test } from 'vitest';
import { pinnedVersion, readRequirement, requirementName } from './python-requirement.ts';

describe('a requirement', () => {
  test.each([
    ['a==1.0', 'a', '1.0'],
    ['Zope.Event == 5.0 ; python_version < "3.9"', 'Zope.Event', '5.0'],
    ['a[socks,http2]==1', 'a', '1'],
    ['a [x] === 1!2.0+local', 'a', '1!2.0+local'],
    ['a (==1.0)', 'a', '1.0'],
    ['a>=0.9,==1.0', 'a', '1.0'],
    ['a @ file:///tmp/a-1.0%2Bcu118-py3-none-any.whl#sha256=00', 'a', '1.0+cu118'],
    ['a@https://host/x/A_b-2-1-cp311-cp311-linux_x86_64.whl ; sys_platform == "linux"', 'A_b', '2'],
    ['./wheels/a-1.0-py3-none-any.whl', 'a', '1.0'],
    ['https://host/a-1.0-py3-none-any.whl', 'a', '1.0'],
  ])('%s is a pin', (text, name, version) => expect(readRequirement(text)).toEqual({ name, version }));

  test.each([
    'a',
    'a>=1',
    'a==1.*',
    'a~=1.0',
    'a!=1',
    'a;python_version=="3"',
    'a[x]',
    './src',
    '/src',
    'git+https://host/a@v1',
    'a @ git+https://host/a',
    'a @ https://host/a-1.0.tar.gz',
    'file:x',
  ])('%s leaves the version open', (text) => expect(readRequirement(text)).toBe('open'));

  test.each(['', 'two words', '{{ name }}==1', '==1', 'a(1)', '<html>', `${'a'.repeat(300)}==1`, 'a b==1'])(
    '%s is none',
    (text) => expect(readRequirement(text)).toBeUndefined(),
  );

  test('begins with its name', () => {
    expect(requirementName(' requests[socks]<3')).toBe('requests');
    expect(requirementName('[x]')).toBeUndefined();
    expect(requirementName('---')).toBeUndefined();
  });

  test('is pinned by no wildcard and no empty version', () => {
    expect(['==1.*', '==', '=1', '>=1', '', ', ,'].map(pinnedVersion)).toEqual(Array(6).fill(undefined));
  });

  test('of hostile length is read in linear time', () => {
    const blanks = ' '.repeat(1_000_000);
    for (const text of [
      `a${blanks}x`,
      `a[${'['.repeat(1_000_000)}`,
      `a==1${',==1.*'.repeat(300_000)}`,
      `a @ ${'-'.repeat(1_000_000)}.whl`,
    ])
      expect(() => readRequirement(text)).not.toThrow();
  });
});
