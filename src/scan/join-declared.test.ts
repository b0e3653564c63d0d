import { describe, expect, test } from 'vitest';
import type { Package } from '#model';
import { joinDeclared } from './join-declared.ts';

function found(scope: Package['scope'], path: string, extra: Partial<Package> = {}): Package {
  return {
    name: 'a',
    version: '1',
    purl: 'pkg:npm/a@1',
    type: 'npm',
    licences: [],
    locations: [{ path, how: scope === 'installed' ? 'npm-package' : 'npm-lock' }],
    scope,
    base: 'unknown',
    ...extra,
  };
}

const module = '/app/node_modules/a/package.json';

describe('what is installed beats what a lock file says', () => {
  test('a package both installed and locked is one, which knows what the lock file knows', () => {
    const lock = { dev: false, direct: true, path: ['a@1'], dependsOn: ['pkg:npm/b@1'], hashes: ['sha512:00'] };
    const [item, ...rest] = joinDeclared([
      found('declared', '/app/package-lock.json', lock),
      found('installed', module),
    ]);
    expect(rest).toEqual([]);
    expect(item).toMatchObject({ scope: 'installed', ...lock });
    expect(item?.locations.map(({ how }) => how)).toEqual(['npm-package', 'npm-lock']);
  });

  test('what is locked and not installed stays declared', () => {
    const other = found('declared', '/app/package-lock.json', { purl: 'pkg:npm/a@2', version: '2' });
    expect(joinDeclared([found('installed', module), other]).map(({ scope, version }) => [scope, version])).toEqual([
      ['installed', '1'],
      ['declared', '2'],
    ]);
  });

  test('nothing is said about direct and development where no lock file says it', () => {
    const [item] = joinDeclared([found('installed', module), found('declared', '/app/yarn.lock')]);
    expect(item).not.toHaveProperty('dev');
    expect(item).not.toHaveProperty('direct');
  });
});

describe('an installed package is for development only when every lock file says so of every place', () => {
  test.each([
    ['one lock file, its place', [['/app/package-lock.json', true]], [module], true],
    [
      'productive in another project',
      [
        ['/app/package-lock.json', true],
        ['/b/package-lock.json', false],
      ],
      [module],
      false,
    ],
    ['a copy elsewhere', [['/app/package-lock.json', true]], [module, '/b/node_modules/a/package.json'], false],
    ['a lock file of the root', [['/package-lock.json', true]], [module], true],
  ] as const)('%s', (_, locks, places, dev) => {
    const installed = found('installed', module, { locations: places.map((path) => ({ path, how: 'npm-package' })) });
    const [item] = joinDeclared([installed, ...locks.map(([path, value]) => found('declared', path, { dev: value }))]);
    expect(item?.dev).toBe(dev);
  });
});

test('the copies of one package for two platforms are two, and one lock file explains the first', () => {
  const copies = ['x86_64-linux', 'java'].map((platform) =>
    found('installed', module, { purl: `pkg:gem/a@1?platform=${platform}` }),
  );
  const joined = joinDeclared([
    ...copies,
    found('declared', '/app/Gemfile.lock', { purl: 'pkg:gem/a@1', direct: true }),
  ]);
  expect(joined.map(({ purl }) => purl)).toEqual(copies.map(({ purl }) => purl));
  expect(joined.map(({ direct }) => direct)).toContain(true);
});
