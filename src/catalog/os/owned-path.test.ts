import { expect, test } from 'vitest';
import { isOwnedPath } from './owned-path.ts';

test.each(['/', '/a', '/a b/c', '/a..b', '/..a', '/a/...', '/.a', `/${'x'.repeat(4095)}`])('%j is one', (path) => {
  expect(isOwnedPath(path)).toBe(true);
});

test.each(['', 'a', './a', '/..', '/a/..', '/a/../b', '/../b', '/a\0', `/${'x'.repeat(4096)}`])(
  '%j is none',
  (path) => {
    expect(isOwnedPath(path)).toBe(false);
  },
);
