import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CatalogFacts } from '../facts.ts';
import { dotnetDepsJson } from './dotnet-deps-json.ts';

/** There was no .NET SDK to make it: written after the published form and files that are public, with made-up hashes. */
const text = readFileSync(join(import.meta.dirname, 'fixtures/dotnet/App.deps.json'), 'utf8');

function analyse(value: unknown): CatalogFacts | undefined {
  const bytes = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return dotnetDepsJson.analyse({ path: 'app/App.deps.json', bytes });
}

function problems(facts: CatalogFacts | undefined): string[] {
  return (facts?.problems ?? []).map(({ where, what }) => `${where}: ${what}`);
}

describe('an application after the published form', () => {
  const facts = analyse(text);
  const of = (name: string) => facts?.packages?.find((item) => item.name === name);

  test('has its packages, and not its projects', () => {
    expect(facts?.packages?.map(({ name, version, scope, direct }) => [name, version, scope, direct])).toEqual([
      ['Microsoft.NETCore.App.Runtime.linux-x64', '8.0.14', 'installed', true],
      ['Humanizer.Core', '2.14.1', 'installed', false],
      ['Humanizer.Core.de', '2.14.1', 'installed', true],
      ['Microsoft.NETCore.Platforms', '1.1.0', 'declared', false],
      ['Newtonsoft.Json', '13.0.3', 'installed', true],
      ['Serilog', '2.10.0', 'installed', false],
      ['Serilog.Sinks.Console', '4.0.1', 'installed', true],
      ['SQLitePCLRaw.lib.e_sqlite3', '2.1.4', 'installed', true],
      ['System.Net.Http', '4.3.0', 'declared', true],
    ]);
    expect(facts?.problems).toBeUndefined();
  });

  test('each with its edges, its way and its hash', () => {
    expect(of('Serilog')).toMatchObject({
      purl: 'pkg:nuget/Serilog@2.10.0',
      path: ['Serilog.Sinks.Console@4.0.1', 'Serilog@2.10.0'],
      hashes: [expect.stringMatching(/^sha512:[0-9a-f]{128}$/)],
    });
    expect(of('Serilog.Sinks.Console')?.dependsOn).toEqual(['pkg:nuget/Serilog@2.10.0']);
    expect(of('Microsoft.NETCore.App.Runtime.linux-x64')).not.toHaveProperty('hashes');
    expect(facts?.packages?.some(({ dev }) => dev !== undefined)).toBe(false);
  });

  test('is the same with CRLF and a byte order mark', () => {
    expect(analyse(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(facts);
  });

  test('that is cut off gives the libraries that were understood, and says so', () => {
    const cut = analyse(text.slice(0, text.lastIndexOf('"Serilog/2.10.0"')));
    expect(cut?.packages?.map(({ name }) => name)).toContain('Newtonsoft.Json');
    expect(problems(cut)).toHaveLength(1);
    for (let length = 1; length < text.length; length += 97)
      expect(problems(analyse(text.slice(0, length))).length).toBeGreaterThan(0);
  });
});

function withTarget(entry: unknown, runtimeTarget: unknown = { name: 't' }): CatalogFacts | undefined {
  return analyse({
    runtimeTarget,
    targets: { t: { 'A/1': entry } },
    libraries: { 'A/1': { type: 'package', sha512: 'sha512-x' } },
  });
}

describe('what is installed', () => {
  test.each([
    ['a library', { runtime: { 'lib/a.dll': {} } }, 'installed'],
    ['a native library', { native: { 'a.so': {} } }, 'installed'],
    ['files for some platforms', { runtimeTargets: { 'runtimes/linux/a.so': {} } }, 'installed'],
    ['translations', { resources: { 'de/a.dll': {} } }, 'installed'],
    ['nothing', {}, 'declared'],
    ['a placeholder', { runtime: { 'lib/net6.0/_._': {} } }, 'declared'],
    ['what the compiler needs', { compile: { 'ref/a.dll': {} } }, 'declared'],
    ['what only the compiler needs', { compileOnly: true, runtime: { 'lib/a.dll': {} } }, 'declared'],
  ])('a package with %s', (_, entry, scope) => {
    expect(withTarget(entry)?.packages).toMatchObject([{ name: 'A', scope }]);
  });

  test('a package of which the target says nothing may be there, and counts as installed', () => {
    expect(withTarget({}, { name: 'other' })?.packages).toMatchObject([{ scope: 'installed' }]);
    expect(analyse({ libraries: { 'A/1': { type: 'package' } } })?.packages).toMatchObject([{ scope: 'installed' }]);
  });

  test('the target may be named by text alone, as .NET Core 1.0 did', () => {
    expect(withTarget({ runtime: { 'a.dll': {} } }, 't')?.packages).toMatchObject([{ scope: 'installed' }]);
    expect(withTarget({}, 't')?.packages).toMatchObject([{ scope: 'declared' }]);
  });

  test('without a project nothing is said about what is direct', () => {
    expect(withTarget({})?.packages?.[0]).not.toHaveProperty('direct');
  });

  test('libraries of other types are no packages', () => {
    const types = ['project', 'reference', 'msbuildproject', 'platform', undefined, 3];
    const libraries = Object.fromEntries(types.map((type, at) => [`L${at}/1`, { type }]));
    expect(analyse({ libraries })).toEqual({ packages: [] });
  });
});

test.each([['{}'], ['[]'], ['null'], ['{"libraries": 3}']])('%s is none', (content) => {
  expect(analyse(content)).toBeUndefined();
});

test('wrong types and names cost the library they stand in', () => {
  const type = 'package';
  const facts = analyse({
    runtimeTarget: { name: 't' },
    targets: { t: { 'A/1': { dependencies: ['x'], runtime: 'x' }, 'B/1': [] } },
    libraries: {
      'A/1': { type, sha512: 3 },
      'B/1': { type },
      C: { type },
      '/1': { type },
      'D/': { type },
      'E E/1': { type },
      F: 3,
    },
  });
  expect(facts?.packages?.map(({ name, scope }) => [name, scope])).toEqual([
    ['A', 'declared'],
    ['B', 'installed'],
  ]);
  expect(problems(facts)).toHaveLength(4);
});

test('keys that objects inherit, a circle and ids in another case', () => {
  const library = '{"type": "package"}';
  const facts = analyse(
    `{"runtimeTarget": {"name": "__proto__"}, "targets": {"__proto__": {"__proto__/1": {"dependencies": {"Constructor": "1"}, "runtime": {"a": 1}}, "constructor/1": {"dependencies": {"__PROTO__": "1"}, "runtime": {"a": 1}}}},
    "libraries": {"__proto__/1": ${library}, "constructor/1": ${library}, "__proto__": ${library}}}`,
  );
  expect(facts?.packages?.map(({ name, dependsOn }) => [name, dependsOn])).toEqual([
    ['__proto__', ['pkg:nuget/constructor@1']],
    ['constructor', ['pkg:nuget/__proto__@1']],
  ]);
});

test('a great many libraries that all need each other by a few names are read', () => {
  const all = Array.from({ length: 20_000 }, (_, at) => `A${at}/1`);
  const facts = analyse({
    runtimeTarget: 't',
    targets: {
      t: Object.fromEntries(all.map((id) => [id, { runtime: { a: 1 }, dependencies: { A1: '1', A2: '1' } }])),
    },
    libraries: Object.fromEntries(all.map((id) => [id, { type: 'package' }])),
  });
  expect(facts?.packages).toHaveLength(20_000);
});
