import { describe, expect, test } from 'vitest';
import { formatPlatform, hostPlatform, parsePlatform, parsePlatformObject } from './platform.ts';

describe('a platform in words', () => {
  test.each([
    ['linux/amd64', 'linux/amd64'],
    ['amd64', 'linux/amd64'],
    ['Linux/X86_64', 'linux/amd64'],
    ['linux/armhf', 'linux/arm/v7'],
    ['armel', 'linux/arm/v6'],
    ['linux/arm/7', 'linux/arm/v7'],
    ['linux/i386', 'linux/386'],
    ['linux/arm64/v8', 'linux/arm64/v8'],
  ])('%s means %s', (text, expected) => {
    expect(formatPlatform(parsePlatform(text))).toBe(expected);
  });

  test.each(['', '/', 'linux/', 'linux//v7', 'a/b/c/d', 'linux/amd 64', 'linux/amd64\n'])('%j is none', (text) => {
    expect(() => parsePlatform(text)).toThrow(expect.objectContaining({ code: 'bad-platform', kind: 'usage' }));
  });
});

describe('a platform object', () => {
  test.each([[undefined], [null], ['linux/amd64'], [{ os: 'linux' }], [{ os: 1, architecture: 'amd64' }], [[]]])(
    '%j names none',
    (value) => expect(parsePlatformObject(value)).toBeUndefined(),
  );
  test('with an empty variant has none', () => {
    expect(parsePlatformObject({ os: 'linux', architecture: 'amd64', variant: '' })).toEqual({
      os: 'linux',
      architecture: 'amd64',
    });
  });
});

test.each([
  ['x64', 'linux/amd64'],
  ['arm64', 'linux/arm64'],
  ['arm', 'linux/arm/v7'],
  ['ppc64', 'linux/ppc64le'],
  ['riscv64', 'linux/riscv64'],
])('the host with Node’s %s runs %s', (node, expected) => {
  expect(formatPlatform(hostPlatform(node))).toBe(expected);
});
