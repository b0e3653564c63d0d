import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CatalogFacts } from '../facts.ts';
import { composerLock } from './composer-lock.ts';

function analyse(value: unknown): CatalogFacts | undefined {
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return composerLock.analyse({ path: 'srv/composer.lock', bytes });
}

/** Written by Composer 2.5.5 of packages in local folders. */
const bytes = readFileSync(join(import.meta.dirname, 'fixtures/php/composer.lock'));

function names(facts: CatalogFacts | undefined): string[] {
  return (facts?.packages ?? []).map(({ name, version }) => `${name}@${version}`);
}

function problems(facts: CatalogFacts | undefined): string[] {
  return (facts?.problems ?? []).map(({ where, what }) => `${where}: ${what}`);
}

describe('a real lock file', () => {
  const facts = analyse(bytes);
  const of = (name: string) => facts?.packages?.find((item) => item.name === name);

  test('has the packages of production and development, and says nothing of what is direct', () => {
    expect(facts?.packages?.map(({ name, version, dev, direct }) => [name, version, dev, direct])).toEqual([
      ['acme/uses', '1.0.0', false, undefined],
      ['laravel/framework', 'v9.1.0', false, undefined],
      ['monolog/monolog', '2.3.5', false, undefined],
      ['psr/log', '1.1.4', false, undefined],
      ['acme/timer', 'dev-main', true, undefined],
      ['phpunit/phpunit', '9.5.0', true, undefined],
    ]);
    expect(facts?.problems).toBeUndefined();
  });

  test('edges go to packages, not to the platform', () => {
    expect(of('monolog/monolog')).toEqual({
      name: 'monolog/monolog',
      version: '2.3.5',
      purl: 'pkg:composer/monolog/monolog@2.3.5',
      type: 'composer',
      licences: ['MIT'],
      dev: false,
      scope: 'declared',
      dependsOn: ['pkg:composer/psr/log@1.1.4'],
    });
  });

  test('what a package replaces or provides stands for the package of that name', () => {
    expect(of('acme/uses')).toMatchObject({
      dependsOn: ['pkg:composer/laravel/framework@v9.1.0'],
      licences: ['GPL-2.0-or-later', 'MIT'],
    });
    expect(of('laravel/framework')?.dependsOn).toEqual(['pkg:composer/monolog/monolog@2.3.5']);
  });

  test('is the same with CRLF and a byte order mark', () => {
    expect(analyse(`\uFEFF${bytes.toString().replaceAll('\n', '\r\n')}`)).toEqual(facts);
  });

  test('that is cut off gives what was understood, and says so', () => {
    const whole = new Set((facts?.packages ?? []).map(({ name }) => name));
    for (let length = 1; length < bytes.length - 2; length += 7) {
      const cut = analyse(bytes.subarray(0, length));
      expect(problems(cut).length).toBeGreaterThan(0);
      expect((cut?.packages ?? []).slice(0, -1).every(({ name }) => whole.has(name))).toBe(true);
    }
    const half = analyse(bytes.subarray(0, bytes.indexOf('"packages-dev"')));
    expect(names(half)).toEqual(names(facts).slice(0, 4));
  });
});

test('names are the same in any case, the first counts, and the archive has its hash', () => {
  const sum = 'ab'.repeat(20);
  const facts = analyse({
    packages: [
      { name: 'Acme/One', version: '1', require: { 'ACME/two': '*' }, dist: { shasum: sum }, license: 'MIT' },
      { name: 'acme/Two', version: '2', dist: { shasum: '' } },
      { name: 'acme/one', version: '3' },
    ],
  });
  expect(facts?.packages).toMatchObject([
    {
      name: 'Acme/One',
      purl: 'pkg:composer/acme/one@1',
      hashes: [`sha1:${sum}`],
      dependsOn: ['pkg:composer/acme/two@2'],
    },
    { name: 'acme/Two', version: '2' },
  ]);
  expect(facts?.packages?.[1]).not.toHaveProperty('hashes');
});

test.each([['{}'], ['[]'], ['null'], ['{"packages": {}}'], ['"x"']])('%s is no lock file', (text) => {
  expect(analyse(text)).toBeUndefined();
});

test('wrong types cost the package they stand in', () => {
  const facts = analyse({
    packages: [
      null,
      1,
      [],
      {},
      { name: 1 },
      { name: 'a/a' },
      { name: 'a/b', version: [] },
      { name: 'a/c', version: '1', require: [1], replace: 'x', license: [1, {}], dist: [] },
    ],
    'packages-dev': { name: 'a/d' },
  });
  expect(facts?.packages).toMatchObject([{ name: 'a/c', licences: [] }]);
  expect(problems(facts)).toHaveLength(7);
});

test('keys that objects inherit harm nothing', () => {
  const text =
    '{"__proto__": {"x": 1}, "packages": [{"__proto__": {"name": "p/p"}, "name": "a/a", "version": "1", "require": {"__proto__": "*", "constructor": "*"}, "provide": {"__proto__": "*"}}]}';
  expect(names(analyse(text))).toEqual(['a/a@1']);
  expect(names(analyse(text.slice(0, -1)))).toEqual(['a/a@1']);
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
});

test('a thousand providers of one name, and as many that need it, are few edges', () => {
  const packages = Array.from({ length: 5000 }, (_, at) => ({
    name: `a/p${at}`,
    version: '1',
    provide: { 'psr/log': '1' },
    require: { 'psr/log': '1' },
  }));
  const facts = analyse({ packages });
  expect(facts?.packages?.every(({ dependsOn }) => dependsOn?.length === 16)).toBe(true);
});

test('lock files that packages bring along are not looked at', () => {
  expect(composerLock.interest.accept?.('srv/vendor/acme/one/composer.lock')).toBe(false);
  expect(composerLock.interest.accept?.('srv/vendor/composer.lock')).toBe(true);
});
