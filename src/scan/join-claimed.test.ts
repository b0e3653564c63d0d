import { expect, test } from 'vitest';
import type { Package } from '#model';
import { joinClaimed } from './join-claimed.ts';

function packageAt(path: string, purl: string, more: Partial<Package> = {}): Package {
  return {
    name: 'a',
    version: '1',
    type: 'gem',
    purl,
    locations: [{ path, how: 'x' }],
    licences: [],
    scope: 'installed',
    base: 'unknown',
    ...more,
  };
}

const places = (items: readonly Package[]) => items.map((item) => item.locations.map(({ path }) => path));

test('what was found too is one package in one more place', () => {
  const found = packageAt('/gems/a', 'pkg:gem/a@1?platform=java', { licences: ['MIT'], hashes: ['sha256:00'] });
  const claim = packageAt('/a.spdx', 'pkg:gem/a@1', {
    licences: ['GPL-2.0-only'],
    dev: true,
    dependsOn: ['pkg:gem/b@1'],
  });
  const joined = joinClaimed([found], [claim]);
  expect(places(joined)).toEqual([['/gems/a', '/a.spdx']]);
  expect(joined[0]).toMatchObject({ purl: 'pkg:gem/a@1?platform=java', licences: ['MIT'], hashes: ['sha256:00'] });
  expect(joined[0]).not.toHaveProperty('dev');
  expect(joined[0]).not.toHaveProperty('dependsOn');
});

test('what was not found is listed', () => {
  const found = packageAt('/gems/a', 'pkg:gem/a@1');
  expect(places(joinClaimed([found], [packageAt('/a.spdx', 'pkg:gem/a@2')]))).toEqual([['/gems/a'], ['/a.spdx']]);
});

test('what only a lock file names is not found', () => {
  const declared = packageAt('/Gemfile.lock', 'pkg:gem/a@1', { scope: 'declared' });
  const joined = joinClaimed([declared], [packageAt('/a.spdx', 'pkg:gem/a@1')]);
  expect(joined.map(({ scope }) => scope)).toEqual(['declared', 'installed']);
});
