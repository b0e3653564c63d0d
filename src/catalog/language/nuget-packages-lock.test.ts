import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CatalogFacts } from '../facts.ts';
import { nugetPackagesLock } from './nuget-packages-lock.ts';

/** There was no NuGet to make it: written after the published form, with made-up hashes. */
const text = readFileSync(join(import.meta.dirname, 'fixtures/dotnet/packages.lock.json'), 'utf8');

function analyse(value: unknown): CatalogFacts | undefined {
  const bytes = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return nugetPackagesLock.analyse({ path: 'src/packages.lock.json', bytes });
}

function problems(facts: CatalogFacts | undefined): string[] {
  return (facts?.problems ?? []).map(({ where, what }) => `${where}: ${what}`);
}

describe('a project for several frameworks after the published form', () => {
  const facts = analyse(text);

  test('has each version of a package once, and not its projects', () => {
    expect(facts?.packages?.map(({ name, version, direct }) => [name, version, direct])).toEqual([
      ['Serilog.Sinks.Console', '4.0.1', true],
      ['Serilog', '2.10.0', false],
      ['Humanizer.Core', '2.14.1', false],
      ['Newtonsoft.Json', '13.0.3', true],
      ['Serilog', '2.11.0', false],
    ]);
    expect(facts?.packages?.every(({ scope, dev }) => scope === 'declared' && dev === undefined)).toBe(true);
    expect(facts?.problems).toBeUndefined();
  });

  test('edges go to the version of each framework', () => {
    expect(facts?.packages?.[0]).toMatchObject({
      purl: 'pkg:nuget/Serilog.Sinks.Console@4.0.1',
      path: ['Serilog.Sinks.Console@4.0.1'],
      dependsOn: ['pkg:nuget/Serilog@2.10.0', 'pkg:nuget/Serilog@2.11.0'],
      hashes: [expect.stringMatching(/^sha512:[0-9a-f]{128}$/)],
    });
  });

  test('what is special to a platform finds the rest in its framework', () => {
    expect(facts?.packages?.[4]).toMatchObject({
      path: ['Serilog.Sinks.Console@4.0.1', 'Serilog@2.11.0'],
      dependsOn: ['pkg:nuget/Humanizer.Core@2.14.1'],
    });
  });

  test('is the same with CRLF and a byte order mark', () => {
    expect(analyse(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(facts);
  });

  test('that is cut off gives what was understood, and says so', () => {
    const cut = analyse(text.slice(0, text.indexOf('"net8.0"')));
    expect(cut?.packages).toHaveLength(3);
    expect(problems(cut)).toHaveLength(1);
    for (let length = 1; length < text.length; length += 53)
      expect(problems(analyse(text.slice(0, length))).length).toBeGreaterThan(0);
  });
});

test.each([
  ['src/packages.lock.json', true],
  ['src/packages.App.lock.json', true],
  ['src/mypackages.lock.json', false],
  ['src/packages.json', false],
  ['src/package.lock.json', false],
])('%s: %s', (path, wanted) => {
  expect(nugetPackagesLock.interest.accept?.(path)).toBe(wanted);
});

test.each([['{}'], ['[]'], ['null'], ['{"dependencies": []}']])('%s is none', (content) => {
  expect(analyse(content)).toBeUndefined();
});

test('a project without packages has none', () => {
  expect(analyse({ version: 1, dependencies: { 'net8.0': {} } })).toEqual({ packages: [] });
});

test('wrong types cost the package they stand in', () => {
  const facts = analyse({
    dependencies: {
      a: 3,
      b: {
        A: 3,
        B: { type: 3, resolved: '1', contentHash: [], dependencies: 'x' },
        C: { type: 'Direct', resolved: {} },
      },
    },
  });
  expect(facts?.packages).toMatchObject([{ name: 'B', version: '1' }]);
  expect(problems(facts)).toEqual([
    '/src/packages.lock.json: A has no version',
    '/src/packages.lock.json: C has no version',
  ]);
});

test('keys that objects inherit and a circle', () => {
  const facts = analyse(
    '{"dependencies": {"__proto__": {"__proto__": {"type": "Direct", "resolved": "1", "dependencies": {"constructor": "1"}}, "constructor": {"resolved": "2", "dependencies": {"__proto__": "1", "toString": "1"}}}}}',
  );
  expect(facts?.packages?.map(({ name, path }) => [name, path])).toEqual([
    ['__proto__', ['__proto__@1']],
    ['constructor', ['__proto__@1', 'constructor@2']],
  ]);
});

test('more frameworks than there are in the world are not read', () => {
  const dependencies = Object.fromEntries(
    Array.from({ length: 100 }, (_, at) => [`f${at}`, { A: { resolved: `${at}` } }]),
  );
  const facts = analyse({ dependencies });
  expect(facts?.packages).toHaveLength(64);
  expect(problems(facts)).toEqual(['/src/packages.lock.json: more than 64 frameworks: the rest was not read']);
});
