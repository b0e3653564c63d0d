import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { npmLock } from './npm-lock.ts';

function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, 'fixtures/npm', name));
}

function analyse(content: unknown, path = 'app/package-lock.json') {
  const bytes = Buffer.isBuffer(content)
    ? content
    : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return npmLock.analyse({ path, bytes });
}

function flat(packages: Record<string, unknown>) {
  return analyse({ lockfileVersion: 3, packages });
}

/** `name@version`, with what makes it more than a production dependency of something else. */
function lines(facts: ReturnType<typeof analyse>): string[] | undefined {
  return facts?.packages
    ?.map(({ name, version, direct, dev }) => `${name}@${version}${direct ? ' direct' : ''}${dev ? ' dev' : ''}`)
    .toSorted();
}

describe('which files are read', () => {
  const { accept } = npmLock.interest;
  test('those of projects, and the hidden one of node_modules', () => {
    for (const path of [
      'app/package-lock.json',
      'npm-shrinkwrap.json',
      'app/node_modules/.package-lock.json',
      'node_modules/.package-lock.json',
    ])
      expect(accept?.(path)).toBe(true);
  });
  test('not those that a package brings along', () => {
    for (const path of [
      'app/node_modules/a/package-lock.json',
      'app/node_modules/@s/a/npm-shrinkwrap.json',
      'app/.package-lock.json',
    ])
      expect(accept?.(path)).toBe(false);
  });
});

describe('lock file version 3', () => {
  const facts = analyse(fixture('npm-3.lock'));

  test('has what `npm ls --all` lists, and the optional package of another platform', () => {
    expect(facts?.problems).toBeUndefined();
    expect(lines(facts)).toEqual([
      '@types/ms@0.7.34 direct dev',
      'debug@2.6.9 direct',
      'debug@4.4.3 direct',
      'fsevents@2.3.3 direct',
      'is-number@7.0.0 direct',
      'js-tokens@4.0.0',
      'loose-envify@1.4.0',
      'lru-cache@6.0.0 dev',
      'ms@2.0.0',
      'ms@2.0.0 direct',
      'ms@2.1.3',
      'react@18.2.0 direct',
      'semver@7.5.4 direct dev',
      'use-sync-external-store@1.2.0 direct',
      'yallist@3.1.1 direct dev',
      'yallist@4.0.0 dev',
    ]);
  });

  test('a package tells where it comes from, what it needs, its hash and its licence', () => {
    expect(facts?.packages?.find(({ name }) => name === 'loose-envify')).toEqual({
      name: 'loose-envify',
      version: '1.4.0',
      purl: 'pkg:npm/loose-envify@1.4.0',
      type: 'npm',
      licences: ['MIT'],
      hashes: [
        'sha512:972bb13c6aff59f86b95e9b608bfd472751cd7372a280226043cee918ed8e45ff242235d928ebe7d12debe5c351e03324b0edfeb5d54218e34f04b71452a0add',
      ],
      scope: 'declared',
      direct: false,
      dev: false,
      path: ['react@18.2.0', 'loose-envify@1.4.0'],
      dependsOn: ['pkg:npm/js-tokens@4.0.0'],
      neededIn: [{ range: '^1.1.0', by: 'react@18.2.0' }],
    });
  });

  test('of what lies inside of another package nobody can choose the version', () => {
    const entry = (more: object) => ({ version: '1.0.0', ...more });
    const packages = {
      '': { dependencies: { a: '^1.0.0' } },
      'node_modules/a': entry({ dependencies: { b: '^1.0.0', c: '~1.0.0' } }),
      'node_modules/a/node_modules/b': entry({ inBundle: true }),
      'node_modules/c': entry({}),
    };
    const found = analyse(Buffer.from(JSON.stringify({ lockfileVersion: 3, packages })))?.packages ?? [];
    expect(Object.fromEntries(found.map(({ name, neededIn }) => [name, neededIn?.map(({ range }) => range)]))).toEqual({
      a: undefined,
      b: undefined,
      c: ['~1.0.0'],
    });
  });

  test('each of two versions is needed by the right package', () => {
    const needs = (version: string) =>
      facts?.packages?.find((item) => item.name === 'debug' && item.version === version)?.dependsOn;
    expect(needs('4.4.3')).toEqual(['pkg:npm/ms@2.1.3']);
    expect(needs('2.6.9')).toEqual(['pkg:npm/ms@2.0.0']);
  });

  test('a peer is a dependency', () => {
    expect(facts?.packages?.find(({ name }) => name === 'use-sync-external-store')?.dependsOn).toEqual([
      'pkg:npm/react@18.2.0',
    ]);
  });

  test('of this repository, what only development needs is what npm says it is', () => {
    const bytes = readFileSync(join(import.meta.dirname, '../../../package-lock.json'));
    const lock = JSON.parse(bytes.toString()) as { packages: Record<string, { dev?: boolean; link?: boolean }> };
    const byNpm = Object.entries(lock.packages).filter(
      ([key, { link }]) => key.includes('node_modules') && link !== true,
    );
    const found = analyse(bytes)?.packages;
    expect(found).toHaveLength(byNpm.length);
    expect(found?.filter(({ dev }) => dev)).toHaveLength(byNpm.filter(([, { dev }]) => dev === true).length);
    expect(found?.filter(({ path }) => path === undefined)).toEqual([]);
  });
});

test('the hidden lock file tells what is installed, but not what is direct', () => {
  const hidden = analyse(fixture('npm-3-hidden.lock'), 'app/node_modules/.package-lock.json')?.packages;
  const whole = analyse(fixture('npm-3.lock'))?.packages ?? [];
  const installed = whole.filter(({ name }) => name !== 'fsevents');
  expect(hidden).toEqual(
    installed.map((item) => ({ ...item, direct: undefined, path: undefined, neededIn: undefined })),
  );
});

describe('lock file version 1', () => {
  const facts = analyse(fixture('npm-1.lock'));

  test('has the packages, and what is for development by its own word', () => {
    expect(lines(facts)).toEqual([
      '@types/ms@0.7.34 dev',
      'debug@4.4.3',
      'fsevents@2.3.3',
      'is-number@2fa74ea707c2c3ccf9bf9988ae80473b65354eb0 dev',
      'js-tokens@4.0.0',
      'loose-envify@1.4.0',
      'lru-cache@6.0.0 dev',
      'ms@2.0.0',
      'ms@2.1.3',
      'react@18.2.0',
      'semver@7.5.4 dev',
      'use-sync-external-store@1.2.0',
      'yallist@4.0.0 dev',
    ]);
    expect(facts?.packages?.every((item) => item.direct === undefined && item.path === undefined)).toBe(true);
  });

  test('a package needs the nearest one outwards', () => {
    const dependencies = {
      a: {
        version: '1.0.0',
        requires: { b: '^2', c: '^1' },
        dependencies: { b: { version: '2.0.0', requires: { c: '1' } } },
      },
      b: { version: '1.0.0' },
      c: { version: '1.0.0', requires: { b: '1' }, bundled: true },
    };
    const found = analyse({ lockfileVersion: 1, requires: true, dependencies })?.packages;
    expect(found?.map(({ purl, dependsOn = [] }) => [purl, ...dependsOn])).toEqual([
      ['pkg:npm/a@1.0.0', 'pkg:npm/b@2.0.0', 'pkg:npm/c@1.0.0'],
      ['pkg:npm/b@2.0.0', 'pkg:npm/c@1.0.0'],
      ['pkg:npm/b@1.0.0'],
      ['pkg:npm/c@1.0.0', 'pkg:npm/b@1.0.0'],
    ]);
  });

  test('of a tarball the version is in its name; a folder is no package', () => {
    const dependencies = {
      a: { version: 'https://files.example.com/a/-/a-1.2.3-rc.1.tgz' },
      b: { version: 'file:../b' },
      c: { version: 'npm:@s/d@3.0.0' },
      e: { version: 'npm:e' },
    };
    expect(lines(analyse({ lockfileVersion: 1, dependencies }))).toEqual(['@s/d@3.0.0', 'a@1.2.3-rc.1']);
  });
});

describe('the tree of lock file versions 2 and 3', () => {
  test('a project beside the root finds its own modules only', () => {
    const facts = flat({
      '': { dependencies: { lib: 'file:../lib' } },
      '../lib': { version: '1.0.0', dependencies: { a: '1', b: '1' } },
      'node_modules/lib': { resolved: '../lib', link: true },
      '../lib/node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0' },
    });
    expect(lines(facts)).toEqual(['a@1.0.0 direct', 'b@1.0.0']);
  });

  test('a nested workspace finds modules of the workspace around it', () => {
    const facts = flat({
      '': {},
      'packages/a': { version: '1.0.0' },
      'packages/a/node_modules/x': { version: '1.0.0' },
      'packages/a/inner': { devDependencies: { x: '1', y: '1' }, peerDependencies: { x: '1' } },
      'node_modules/x': { version: '2.0.0' },
      'node_modules/y': { version: '1.0.0' },
    });
    expect(lines(facts)).toEqual(['x@1.0.0 direct dev', 'x@2.0.0', 'y@1.0.0 direct dev']);
  });

  test('entries in any order make the same tree', () => {
    const entries = Object.entries({
      '': { dependencies: { a: '1' } },
      'node_modules/a': { version: '1.0.0', dependencies: { b: '1' } },
      'node_modules/a/node_modules/b': { version: '1.0.0', dependencies: { c: '1' } },
      'node_modules/c': { version: '1.0.0', dependencies: { b: '2' } },
      'node_modules/b': { version: '2.0.0' },
    });
    const graph = (packages: object) =>
      analyse({ packages })
        ?.packages?.map(({ purl, path, dependsOn }) => ({ purl, path, dependsOn }))
        .toSorted((a, b) => (a.purl < b.purl ? -1 : 1));
    expect(graph(Object.fromEntries(entries.toReversed()))).toEqual(graph(Object.fromEntries(entries)));
  });

  test('circles end', () => {
    const facts = flat({
      '': { dependencies: { a: '1' } },
      'node_modules/a': { version: '1.0.0', dependencies: { b: '1', a: '1' } },
      'node_modules/b': { version: '1.0.0', dependencies: { a: '1' } },
      'node_modules/l': { link: true, resolved: 'node_modules/l' },
    });
    expect(facts?.packages?.map(({ path }) => path)).toEqual([['a@1.0.0'], ['a@1.0.0', 'b@1.0.0']]);
  });

  test('a bundled package, an alias and an optional peer that is not there', () => {
    const facts = flat({
      'node_modules/a': { version: '1.0.0', inBundle: true, devOptional: true },
      'node_modules/b': { name: '@s/c', version: '2.0.0', optional: true },
      'node_modules/d': { optional: true, peer: true },
    });
    expect(lines(facts)).toEqual(['@s/c@2.0.0', 'a@1.0.0']);
    expect(facts?.problems).toBeUndefined();
  });
});

describe('what is no lock file, or a broken one', () => {
  test('JSON of another kind is left alone', () => {
    for (const content of ['[]', 'null', '{}', '{"name": "a"}', '"text"']) expect(analyse(content)).toBeUndefined();
  });

  test('a lock file without packages replaces what was there', () => {
    expect(analyse({ lockfileVersion: 1 })).toEqual({ packages: [] });
  });

  test('a version from the future is read, and said', () => {
    expect(analyse({ lockfileVersion: 9, packages: { 'node_modules/a': { version: '1.0.0' } } })).toMatchObject({
      packages: [{ name: 'a' }],
      problems: [
        { where: '/app/package-lock.json', what: 'lock file version 9 is not known, and is read as version 3' },
      ],
    });
  });

  test('a truncated file tells what stands before the cut', () => {
    const whole = fixture('npm-3.lock');
    const facts = analyse(whole.subarray(0, 3000));
    expect(facts?.packages?.length).toBeGreaterThan(3);
    expect(facts?.problems?.[0]?.what).toBe('not valid JSON');
    for (let end = 0; end < whole.length; end += 97) expect(() => analyse(whole.subarray(0, end))).not.toThrow();
  });

  test('values of the wrong type are named, and the rest is read', () => {
    const facts = flat({
      '': [],
      'node_modules/a': { version: 1, dependencies: [1], dev: 'yes' },
      'node_modules/b': 'text',
      'node_modules/c': { version: '1.0.0', dependencies: 'x', integrity: 3, license: {}, name: 7 },
      [`node_modules/${'x'.repeat(3000)}`]: { version: '1.0.0' },
    });
    expect(facts?.packages?.map(({ purl }) => purl)).toEqual(['pkg:npm/c@1.0.0']);
    expect(facts?.problems?.map(({ what }) => what.slice(0, 50))).toEqual([
      'not an entry of a lock file',
      'not an entry of a lock file: node_modules/b',
      'not an entry of a lock file: node_modules/xxxxxxxx',
      'not a package: node_modules/a',
    ]);
  });

  test('names that objects inherit are names like others', () => {
    const text = `{"packages": {"": {"dependencies": {"__proto__": "1", "constructor": "1", "toString": "1"}},
      "node_modules/constructor": {"version": "1.0.0", "dependencies": {"__proto__": "1"}},
      "node_modules/__proto__": {"version": "6.6.6", "dev": true}, "__proto__": {"version": "1.0.0"}}}`;
    expect(lines(analyse(text))).toEqual(['constructor@1.0.0 direct']);
    expect(({} as Record<string, unknown>)['version']).toBeUndefined();
  });

  test('packages are bounded, and the rest is said', () => {
    const packages = Object.fromEntries(Array.from({ length: 200_001 }, (_, at) => [`node_modules/p${at}`, {}]));
    expect(flat({ 'node_modules/a': { version: '1', dependencies: { p1: '1' } }, ...packages })).toMatchObject({
      packages: [{ name: 'a' }],
      problems: [{ where: '/app/package-lock.json', what: 'more than 200000 packages: the rest is not read' }],
    });
  });

  test('deep nesting of version 1 is refused before it is followed', () => {
    const depth = 5000;
    const text = `{"lockfileVersion": 1, "dependencies": ${'{"a": {"version": "1", "dependencies": '.repeat(depth)}{}${'}}'.repeat(depth)}}`;
    expect(analyse(text)).toEqual({
      packages: [],
      problems: [{ where: '/app/package-lock.json', what: 'nested deeper than 200 levels: not read' }],
    });
  });
});
