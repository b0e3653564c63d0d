import { expect, test } from 'vitest';
import { normaliseLayerPath } from './layer-path.ts';

const limits = { pathBytes: 100, pathDepth: 5 };

test.each([
  ['usr/bin/env', 'usr/bin/env'],
  ['./usr/bin/env', 'usr/bin/env'],
  ['/usr//bin/./env', 'usr/bin/env'],
  ['usr/lib/../bin/', 'usr/bin'],
  ['.', ''],
  ['./', ''],
  ['..data/x', '..data/x'],
  ['a/.hidden', 'a/.hidden'],
  ['a/...', 'a/...'],
  ['a.', 'a.'],
  ['.a/b./c', '.a/b./c'],
  ['usr/bin/', 'usr/bin'],
  ['usr/bin//', 'usr/bin'],
  ['/', ''],
])('%s is %s', (name, path) => {
  expect(normaliseLayerPath(name, limits)).toEqual({ path });
});

test.each([
  ['../etc/passwd', 'escapes the root'],
  ['a/../../etc', 'escapes the root'],
  ['/..', 'escapes the root'],
  ['a\0b', 'contains NUL'],
  ['a/'.repeat(60), 'too long'],
  ['a/b/c/d/e/f', 'too deep'],
  ['./a/b/c/d/e/f', 'too deep'],
  ['a/b/c/d/e/f/', 'too deep'],
])('%j is refused: %s', (name, fault) => {
  expect(normaliseLayerPath(name, limits)).toEqual({ fault });
});
