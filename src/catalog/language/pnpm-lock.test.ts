import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pnpmLock } from './pnpm-lock.ts';

function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, 'fixtures/npm', name));
}

function analyse(content: string | Buffer) {
  return pnpmLock.analyse({ path: 'app/pnpm-lock.yaml', bytes: Buffer.from(content) });
}

function lines(facts: ReturnType<typeof analyse>): string[] | undefined {
  return facts?.packages
    ?.map(({ name, version, direct, dev }) => `${name}@${version}${direct ? ' direct' : ''}${dev ? ' dev' : ''}`)
    .toSorted();
}

test('which files are read', () => {
  const { accept } = pnpmLock.interest;
  for (const path of [
    'pnpm-lock.yaml',
    'app/pnpm-lock.yaml',
    'app/node_modules/.pnpm/lock.yaml',
    'node_modules/.pnpm/lock.yaml',
  ])
    expect(accept?.(path)).toBe(true);
  for (const path of ['app/lock.yaml', 'app/node_modules/a/pnpm-lock.yaml', 'usr/share/nodejs/nanoid/pnpm-lock.yaml'])
    expect(accept?.(path)).toBe(false);
});

describe.each(['pnpm-5.lock', 'pnpm-6.lock', 'pnpm-9.lock'])('%s', (name) => {
  const facts = analyse(fixture(name));
  const of = (item: string) => facts?.packages?.find((found) => `${found.name}@${found.version}` === item);

  test('has the packages, direct or not, for development or not', () => {
    // Version 5 has only the commit of what comes from a git repository.
    const isNumber = name === 'pnpm-5.lock' ? '2fa74ea707c2c3ccf9bf9988ae80473b65354eb0' : '7.0.0';
    expect(facts?.problems).toBeUndefined();
    expect(lines(facts)).toEqual([
      '@types/ms@0.7.34 direct dev',
      'debug@2.6.9 direct',
      'debug@4.4.3 direct',
      'fsevents@2.3.3 direct',
      `is-number@${isNumber} direct`,
      'js-tokens@4.0.0',
      'loose-envify@1.4.0',
      'lru-cache@6.0.0 dev',
      'ms@2.0.0 direct',
      'ms@2.1.3',
      'react@18.2.0 direct',
      'semver@7.5.4 direct dev',
      'use-sync-external-store@1.2.0 direct',
      'yallist@3.1.1 direct dev',
      'yallist@4.0.0 dev',
    ]);
  });

  test('a package tells the way to it, what it needs, and its hash', () => {
    expect(of('loose-envify@1.4.0')).toMatchObject({
      purl: 'pkg:npm/loose-envify@1.4.0',
      scope: 'declared',
      path: ['react@18.2.0', 'loose-envify@1.4.0'],
      dependsOn: ['pkg:npm/js-tokens@4.0.0'],
    });
    expect(of('loose-envify@1.4.0')?.hashes?.[0]).toMatch(/^sha512:972bb13c6aff/);
    expect(of('use-sync-external-store@1.2.0')?.dependsOn).toEqual(['pkg:npm/react@18.2.0']);
    expect(of('debug@2.6.9')?.dependsOn).toEqual(['pkg:npm/ms@2.0.0']);
  });
});

describe('the form without workspaces', () => {
  test('version 5: names and versions at the top', () => {
    const text =
      'lockfileVersion: 5.3\n\nspecifiers:\n  a: 1\n\ndependencies:\n  a: 1.0.0_b@1.0.0\n\npackages:\n\n  /a/1.0.0_b@1.0.0:\n    resolution: {integrity: x}\n    dependencies:\n      b: 1.0.0\n\n  /b/1.0.0:\n    resolution: {integrity: x}\n    dev: true\n';
    expect(lines(analyse(text))).toEqual(['a@1.0.0 direct', 'b@1.0.0']);
  });

  test('version 6: with a specifier', () => {
    const text =
      "lockfileVersion: '6.0'\n\ndevDependencies:\n  c:\n    specifier: npm:a@1\n    version: /a@1.0.0\n\npackages:\n\n  /a@1.0.0:\n    resolution: {integrity: x}\n    dev: true\n";
    expect(lines(analyse(text))).toEqual(['a@1.0.0 direct dev']);
  });
});

test('a folder is the own code of the project, and what it needs is direct', () => {
  const text =
    "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      lib:\n        specifier: file:lib\n        version: file:lib\n\npackages:\n\n  a@1.0.0:\n    resolution: {integrity: x}\n\n  lib@file:lib:\n    resolution: {directory: lib, type: directory}\n\nsnapshots:\n\n  a@1.0.0: {}\n\n  lib@file:lib:\n    dependencies:\n      a: 1.0.0\n";
  expect(lines(analyse(text))).toEqual(['a@1.0.0 direct']);
});

test('circles end', () => {
  const text =
    "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        version: 1.0.0\nsnapshots:\n  a@1.0.0:\n    dependencies:\n      b: 1.0.0\n      a: 1.0.0\n  b@1.0.0:\n    dependencies:\n      a: 1.0.0\n";
  expect(analyse(text)?.packages?.map(({ path }) => path)).toEqual([['a@1.0.0'], ['a@1.0.0', 'b@1.0.0']]);
});

describe('what is no lock file, or a broken one', () => {
  test('a file without its version is left alone', () => {
    for (const content of ['', 'a: b\n', '{}', '[]', 'nonsense']) expect(analyse(content)).toBeUndefined();
  });

  test('a lock file without packages replaces what was there', () => {
    expect(analyse("lockfileVersion: '9.0'\n")).toEqual({ packages: [] });
  });

  test('a version from the future or past is read, and said', () => {
    for (const version of ['12.0', '3', 'x', "''"]) {
      const facts = analyse(`lockfileVersion: ${version}\npackages:\n  a@1.0.0: {}\n`);
      expect(facts?.problems?.[0]?.what).toBe(
        'lock file version is not one of 5 to 9, and is read as near to it as possible',
      );
    }
  });

  test('values of the wrong kind are named, and the rest is read', () => {
    const text =
      "lockfileVersion: '9.0'\nimporters: x\npackages:\n  a@1.0.0: text\n  b@1.0.0:\n    resolution: text\n    version:\n      c: d\n  '{{name}}@1': {}\n  e: {}\nsnapshots: {}\n";
    const facts = analyse(text.replace('snapshots: {}\n', ''));
    expect(lines(facts)).toEqual(['a@1.0.0', 'b@1.0.0']);
    expect(facts?.problems?.map(({ what }) => what)).toEqual([
      'a package without a name or version: {{name}}@1',
      'a package without a name or version: e',
    ]);
  });

  test('cut anywhere, it is read up to there', () => {
    const whole = fixture('pnpm-9.lock');
    for (let end = 0; end < whole.length; end += 53) expect(() => analyse(whole.subarray(0, end))).not.toThrow();
    const found = analyse(fixture('pnpm-5.lock').subarray(0, 3000))?.packages?.length;
    expect(found).toBeGreaterThan(5);
  });

  test('packages are bounded, and the rest is said', () => {
    const text = `lockfileVersion: '9.0'\nsnapshots:\n${Array.from({ length: 200_010 }, (_, at) => `  a@1.0.${at}: {}\n`).join('')}`;
    const facts = analyse(text);
    expect(facts?.packages).toHaveLength(200_000);
    expect(facts?.problems?.[0]?.what).toBe('more than 200000 packages: the rest is not read');
  });
});
