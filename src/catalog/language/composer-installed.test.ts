import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CatalogFacts } from '../facts.ts';
import { composerInstalled } from './composer-installed.ts';

/** Written by Composer 2.5.5 (the packages come from local folders), then indented anew. */
const text = readFileSync(join(import.meta.dirname, 'fixtures/php/installed.json'), 'utf8');

function analyse(content: string): CatalogFacts | undefined {
  return composerInstalled.analyse({ path: 'srv/vendor/composer/installed.json', bytes: Buffer.from(content) });
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

describe('what Composer 2 has installed', () => {
  test('is given with edges, licences and what is for development', () => {
    const facts = analyse(text);
    expect(facts?.packages?.map(({ name, version, dev, scope }) => [name, version, dev, scope])).toEqual([
      ['acme/timer', 'dev-main', true, 'installed'],
      ['acme/uses', '1.0.0', false, 'installed'],
      ['laravel/framework', 'v9.1.0', false, 'installed'],
      ['monolog/monolog', '2.3.5', false, 'installed'],
      ['phpunit/phpunit', '9.5.0', true, 'installed'],
      ['psr/log', '1.1.4', false, 'installed'],
    ]);
    expect(facts?.packages?.[1]).toMatchObject({
      licences: ['GPL-2.0-or-later', 'MIT'],
      dependsOn: ['pkg:composer/laravel/framework@v9.1.0'],
    });
    expect(facts?.problems).toBeUndefined();
  });

  test('without its list of development packages says nothing of them', () => {
    const facts = analyse(text.replace('dev-package-names', 'other'));
    expect(facts?.packages?.some(({ dev }) => dev !== undefined)).toBe(false);
  });

  test('is the same with CRLF and a byte order mark', () => {
    expect(analyse(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(analyse(text));
  });
});

test('what Composer 1 has installed (a list, after its published form) is the same but for development', () => {
  const second: unknown = JSON.parse(text);
  const packages = typeof second === 'object' && second !== null && 'packages' in second ? listOf(second.packages) : [];
  const facts = analyse(JSON.stringify(packages));
  expect(facts?.packages).toHaveLength(6);
  expect(facts?.packages).toEqual(analyse(text)?.packages?.map(({ dev: _dev, ...item }) => item));
});

test('only the file in the folder of Composer is looked at, whatever the folder of packages is called', () => {
  const { accept } = composerInstalled.interest;
  expect(accept?.('srv/vendor/composer/installed.json')).toBe(true);
  expect(accept?.('srv/lib/php/composer/installed.json')).toBe(true);
  expect(accept?.('srv/installed.json')).toBe(false);
  expect(accept?.('srv/mycomposer/installed.json')).toBe(false);
});

test.each([['{}'], ['1'], ['null'], ['{"packages": 1}']])('%s is none', (content) => {
  expect(analyse(content)).toBeUndefined();
});

test('a list without packages is one', () => {
  expect(analyse('[]')).toEqual({ packages: [] });
  expect(analyse('{"packages": [], "dev-package-names": [1, {}]}')).toEqual({ packages: [] });
});

test('broken files give what was understood, and the line', () => {
  const cut = text.slice(0, text.indexOf('"name": "monolog/monolog"'));
  const facts = analyse(cut);
  expect(facts?.packages).toHaveLength(3);
  expect(facts?.problems?.[0]?.where).toMatch(/^\/srv\/vendor\/composer\/installed\.json:\d+$/);
  expect(analyse('[{"name": "a/a", "version": {}}, 3]')).toMatchObject({ packages: [], problems: [{}, {}] });
  expect(analyse('[')).toMatchObject({ packages: [], problems: [{}] });
  expect(analyse('['.repeat(100_000))).toMatchObject({ packages: [], problems: [{}] });
});
