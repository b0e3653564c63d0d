import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bunLock } from './bun-lock.ts';

const whole = readFileSync(join(import.meta.dirname, 'fixtures/npm/bun.lock'));

function analyse(content: unknown, path = 'app/bun.lock') {
  const bytes = Buffer.isBuffer(content)
    ? content
    : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return bunLock.analyse({ path, bytes });
}

function lines(facts: ReturnType<typeof analyse>): string[] | undefined {
  return facts?.packages
    ?.map(({ name, version, direct, dev }) => `${name}@${version}${direct ? ' direct' : ''}${dev ? ' dev' : ''}`)
    .toSorted();
}

describe('a file that Bun wrote', () => {
  const facts = analyse(whole);
  const of = (item: string) => facts?.packages?.find((found) => `${found.name}@${found.version}` === item);

  test('has the packages, direct or not, for development or not', () => {
    expect(facts?.problems).toBeUndefined();
    expect(lines(facts)).toEqual([
      '@types/ms@0.7.34 direct dev',
      'debug@2.6.9 direct',
      'debug@4.4.3 direct',
      'fsevents@2.3.3 direct',
      'is-number@2fa74ea707c2c3ccf9bf9988ae80473b65354eb0 direct',
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

  test('a package tells the way to it, what it needs, and its hash', () => {
    expect(of('yallist@4.0.0')?.path).toEqual(['semver@7.5.4', 'lru-cache@6.0.0', 'yallist@4.0.0']);
    expect(of('debug@2.6.9')?.dependsOn).toEqual(['pkg:npm/ms@2.0.0']);
    expect(of('debug@4.4.3')?.dependsOn).toEqual(['pkg:npm/ms@2.1.3']);
    expect(of('ms@2.1.3')?.neededIn).toEqual([{ range: '^2.1.3', by: 'debug@4.4.3' }]);
    expect(of('use-sync-external-store@1.2.0')?.dependsOn).toEqual(['pkg:npm/react@18.2.0']);
    expect(of('loose-envify@1.4.0')?.hashes?.[0]).toMatch(/^sha512:972bb13c6aff/);
    expect(of('is-number@2fa74ea707c2c3ccf9bf9988ae80473b65354eb0')).not.toHaveProperty('hashes');
  });
});

test('the binary form is reported, with what to do', () => {
  expect(analyse(Buffer.from('#!/usr/bin/env bun\nbun-lockfile-format-v0\n'), 'app/bun.lockb')).toEqual({
    packages: [],
    problems: [
      {
        where: '/app/bun.lockb',
        what: 'binary lock file of Bun before 1.2, not read: run `bun install --save-text-lockfile`',
      },
    ],
  });
});

test('a folder and a tarball', () => {
  const facts = analyse({
    lockfileVersion: 1,
    workspaces: { '': { dependencies: { lib: 'file:../lib' } } },
    packages: {
      lib: ['lib@file:../lib', { dependencies: { a: '1' } }],
      a: ['a@https://files.example.com/a-1.2.3.tgz', {}],
      b: ['b@github:x/b#98e8ff1', {}, 'x-b-98e8ff1'],
    },
  });
  expect(lines(facts)).toEqual(['a@1.2.3 direct', 'b@98e8ff1']);
});

test('circles end', () => {
  const facts = analyse({
    lockfileVersion: 1,
    workspaces: { '': { dependencies: { a: '1' } } },
    packages: {
      a: ['a@1.0.0', '', { dependencies: { b: '1', a: '1' } }, ''],
      b: ['b@1.0.0', '', { dependencies: { a: '1' } }, ''],
    },
  });
  expect(facts?.packages?.map(({ path }) => path)).toEqual([['a@1.0.0'], ['a@1.0.0', 'b@1.0.0']]);
});

describe('what is no lock file, or a broken one', () => {
  test('JSON of another kind is left alone', () => {
    for (const content of ['{}', '[]', 'null', '{"name": "a"}']) expect(analyse(content)).toBeUndefined();
  });

  test('a lock file without packages replaces what was there', () => {
    expect(analyse('{"lockfileVersion": 1, "packages": {},}')).toEqual({ packages: [] });
    expect(analyse('{"lockfileVersion": 1}')).toEqual({ packages: [] });
  });

  test('values of the wrong type are named, and the rest is read', () => {
    const facts = analyse({
      lockfileVersion: 'x',
      workspaces: [1],
      packages: {
        a: 'text',
        b: [],
        c: [1],
        d: ['d'],
        e: ['e@1.0.0', 3, { dependencies: [1] }, 5],
        [`f${'/f'.repeat(2000)}`]: ['f@1'],
      },
    });
    expect(lines(facts)).toEqual(['e@1.0.0']);
    expect(facts?.problems).toHaveLength(5);
  });

  test('another spelling of a key does not take the place of its package', () => {
    const facts = analyse({
      lockfileVersion: 1,
      workspaces: { '': { dependencies: { a: '1' } } },
      packages: { a: ['a@1.0.0', '', {}, ''], 'a/': ['d@2.0.0', '', {}, ''], '/a': ['e@3.0.0', '', {}, ''] },
    });
    expect(lines(facts)).toEqual(['a@1.0.0 direct']);
    expect(facts?.problems).toHaveLength(2);
  });

  test('names that objects inherit are names like others', () => {
    const text = `{"lockfileVersion": 1, "workspaces": {"": {"dependencies": {"__proto__": "1", "toString": "1"}}, "__proto__": {"name": "constructor"}},
      "packages": {"toString": ["toString@1.0.0", "", {"dependencies": {"constructor": "1"}}, ""], "__proto__": ["x@1.0.0"]}}`;
    expect(lines(analyse(text))).toContain('toString@1.0.0 direct');
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
  });

  test('cut anywhere, it is read up to there', () => {
    for (let end = 0; end < whole.length; end += 53) expect(() => analyse(whole.subarray(0, end))).not.toThrow();
    const facts = analyse(whole.subarray(0, 2500));
    expect(facts?.packages?.length).toBeGreaterThan(4);
    expect(facts?.problems?.[0]?.where).toMatch(/^\/app\/bun\.lock:\d+$/);
  });

  test('packages are bounded, and so are folders that only nest', () => {
    const key = (at: number) => `a${at}${'/a'.repeat(400)}`;
    const packages = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [key(at), ['a@1.0.0']]));
    const facts = analyse({ lockfileVersion: 1, packages });
    expect(facts?.packages?.length).toBeLessThan(500);
    expect(facts?.problems).toEqual([
      { where: '/app/bun.lock', what: 'more than 200000 packages: the rest is not read' },
    ]);
  });
});
