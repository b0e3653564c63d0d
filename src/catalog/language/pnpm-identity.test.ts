import { expect, test } from 'vitest';
import { pnpmIdentity } from './pnpm-identity.ts';

test.each([
  ['/a/1.0.0', 5, 'a', '1.0.0'],
  ['/@s/a/1.0.0-rc.1', 5, '@s/a', '1.0.0-rc.1'],
  ['/a/1.0.0_react@18.2.0', 5, 'a', '1.0.0'],
  ['/a/1.0.0_@babel+core@7.0.0', 5, 'a', '1.0.0'],
  ['/@s/a/1.0.0_@babel/core@7.0.0', 5, '@s/a', '1.0.0'],
  ['registry.npmjs.org/@s/a/1.0.0', 5, '@s/a', '1.0.0'],
  [
    'github.com/kevva/is-negative/1d7e288222b53a0cab90a331f1865220ec29560c',
    5,
    'is-negative',
    '1d7e288222b53a0cab90a331f1865220ec29560c',
  ],
  ['/a@1.0.0', 6, 'a', '1.0.0'],
  ['/@s/a@1.0.0(@babel/core@7.0.0)(b@1.0.0)', 6, '@s/a', '1.0.0'],
  ['@s/a@1.0.0(react@18.2.0(x@1.0.0))', 9, '@s/a', '1.0.0'],
  ['a@1.0.0', 9, 'a', '1.0.0'],
])('%s of version %d', (key, lockfileVersion, name, version) => {
  expect(pnpmIdentity(key, lockfileVersion)).toEqual({ name, version });
});

test('an address is no version', () => {
  for (const key of ['a@https://codeload.github.com/b/a/tar.gz/1', 'a@git+https://x#1', 'a@file:a.tgz'])
    expect(pnpmIdentity(key, 9)).toEqual({ name: 'a' });
});

test('what has neither is nothing', () => {
  for (const key of ['', '/', 'a', '1.0.0', '/1.0.0', 'file:a', '/'.repeat(100_000)])
    expect(pnpmIdentity(key, 5)).toEqual({});
});
