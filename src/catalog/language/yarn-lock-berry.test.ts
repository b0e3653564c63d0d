import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { yarnLockBerry } from './yarn-lock-berry.ts';

function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, 'fixtures/npm', name));
}

function analyse(content: string | Buffer) {
  return yarnLockBerry.analyse({ path: 'app/yarn.lock', bytes: Buffer.from(content) });
}

const head = '__metadata:\n  version: 8\n  cacheKey: 10c0\n\n';

function entry(
  descriptors: string,
  resolution: string,
  dependencies: Record<string, string> = {},
  linkType = 'hard',
): string {
  const needs = Object.entries(dependencies).map(
    ([name, range]) => `    ${JSON.stringify(name)}: ${JSON.stringify(range)}\n`,
  );
  const version = resolution.split(':').at(-1);
  return `${JSON.stringify(descriptors)}:\n  version: ${version}\n  resolution: ${JSON.stringify(resolution)}\n${needs.length > 0 ? '  dependencies:\n' : ''}${needs.join('')}  linkType: ${linkType}\n\n`;
}

function lines(facts: ReturnType<typeof analyse>): string[] | undefined {
  return facts?.packages
    ?.map(({ name, version, direct, path = [] }) => `${name}@${version} ${direct ? 'direct' : path.join('>')}`)
    .toSorted();
}

describe.each(['yarn-berry-4.lock', 'yarn-berry-10.lock'])('%s', (name) => {
  const facts = analyse(fixture(name));
  const of = (item: string) => facts?.packages?.filter((found) => `${found.name}@${found.version}` === item);

  test('has what the workspaces ask for as direct, and not the workspaces', () => {
    expect(facts?.problems).toBeUndefined();
    expect([...new Set(lines(facts)?.filter((line) => line.endsWith(' direct')))]).toEqual([
      '@types/ms@0.7.34 direct',
      'debug@2.6.9 direct',
      'debug@4.4.3 direct',
      'fsevents@2.3.3 direct',
      'is-number@7.0.0 direct',
      'ms@2.0.0 direct',
      'react@18.2.0 direct',
      'semver@7.5.4 direct',
      'use-sync-external-store@1.2.0 direct',
      'yallist@3.1.1 direct',
    ]);
    expect(facts?.packages?.filter((item) => item.name.startsWith('@shop/') || item.name === 'shop')).toEqual([]);
  });

  test('has every entry of the file', () => {
    const resolutions = fixture(name)
      .toString()
      .match(/^ {2}resolution: (?!.*@workspace:)/gm);
    expect(facts?.packages).toHaveLength(resolutions?.length ?? 0);
  });

  test('tells the way to what is not direct', () => {
    expect(of('yallist@4.0.0')?.[0]).toMatchObject({
      direct: false,
      path: ['semver@7.5.4', 'lru-cache@6.0.0', 'yallist@4.0.0'],
      scope: 'declared',
    });
    expect(of('debug@2.6.9')?.[0]?.dependsOn).toEqual(['pkg:npm/ms@2.0.0']);
    expect(of('debug@4.4.3')?.[0]?.dependsOn).toEqual(['pkg:npm/ms@2.1.3']);
    expect(of('ms@2.1.3')?.[0]?.neededIn?.map(({ by }) => by)).toEqual(['debug@4.4.3']);
  });

  test('says nothing of development, and has no hashes of tarballs', () => {
    expect(facts?.packages?.filter((item) => 'dev' in item || 'hashes' in item)).toEqual([]);
  });
});

describe('entries', () => {
  test('a range that the project replaces leads to the only entry of that name', () => {
    const root = entry('r@workspace:.', 'r@workspace:.', { a: 'npm:^1', b: 'npm:^9' }, 'soft');
    const facts = analyse(
      `${head}${root}${entry('a@npm:2.0.0', 'a@npm:2.0.0')}${entry('b@npm:1', 'b@npm:1.0.0')}${entry('b@npm:2', 'b@npm:2.0.0')}`,
    );
    expect(lines(facts)).toEqual(['a@2.0.0 direct', 'b@1.0.0 ', 'b@2.0.0 ']);
  });

  test('an alias is what it stands for', () => {
    expect(lines(analyse(`${head}${entry('old@npm:ms@2', 'ms@npm:2.0.0')}`))).toEqual(['ms@2.0.0 ']);
  });

  test('a key of more than 1,024 characters stands on a line of its own', () => {
    const key = Array.from({ length: 100 }, (_, at) => `long-name@npm:^1.${at}`).join(', ');
    const root = entry('r@workspace:.', 'r@workspace:.', { 'long-name': 'npm:^1.57' }, 'soft');
    const facts = analyse(`${head}? "${key}"\n:\n  version: 1.99.0\n  resolution: "long-name@npm:1.99.0"\n\n${root}`);
    expect(lines(facts)).toEqual(['long-name@1.99.0 direct']);
  });

  test('folders are the own code of the project, and what they need is direct', () => {
    const facts = analyse(
      `${head}${entry('l@link:./l::locator=r', 'l@link:./l::locator=r', {}, 'soft')}${entry('f@file:./f', 'f@file:./f#./f::hash=1&locator=r', { a: 'npm:1' })}` +
        `${entry('a@npm:1', 'a@npm:1.0.0')}"t@file:./t.tgz":\n  version: 1.0.0\n  resolution: "t@file:./t.tgz#./t.tgz::hash=1&locator=r"\n`,
    );
    expect(lines(facts)).toEqual(['a@1.0.0 direct', 't@1.0.0 ']);
  });
});

describe('what is no lock file, or a broken one', () => {
  test('a file without metadata is left alone', () => {
    for (const content of ['', 'a: b\n', '# yarn lockfile v1\n', '  __metadata:\n'])
      expect(analyse(content)).toBeUndefined();
  });

  test('entries without resolution or version are named, and the rest is read', () => {
    const facts = analyse(
      `${head}"a@npm:1":\n  version: 1.0.0\n\n"b@npm:1":\n  resolution: "b@npm:1"\n\n${entry('c@npm:1', 'c@npm:1.0.0')}`,
    );
    expect(lines(facts)).toEqual(['c@1.0.0 ']);
    expect(facts?.problems).toEqual([
      { where: '/app/yarn.lock:5', what: 'an entry without a resolution and a version: a@npm:1' },
      { where: '/app/yarn.lock:8', what: 'an entry without a resolution and a version: b@npm:1' },
    ]);
  });

  test('cut anywhere, it is read up to there', () => {
    const whole = fixture('yarn-berry-10.lock');
    for (let end = 0; end < whole.length; end += 101) expect(() => analyse(whole.subarray(0, end))).not.toThrow();
    expect(analyse(whole.subarray(0, 5000))?.packages?.length).toBeGreaterThan(5);
  });

  test('circles end, and names that objects inherit are names like others', () => {
    const circle =
      entry('a@npm:1', 'a@npm:1.0.0', { b: 'npm:1', constructor: 'npm:1' }) +
      entry('b@npm:1', 'b@npm:1.0.0', { a: 'npm:1' });
    const facts = analyse(
      `${head}${circle}${entry('w@workspace:.', 'w@workspace:.', { a: 'npm:1', toString: 'npm:1' }, 'soft')}`,
    );
    expect(lines(facts)).toEqual(['a@1.0.0 direct', 'b@1.0.0 a@1.0.0>b@1.0.0']);
    expect(facts?.problems).toBeUndefined();
  });
});
