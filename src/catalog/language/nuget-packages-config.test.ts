import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CatalogFacts } from '../facts.ts';
import { nugetPackagesConfig } from './nuget-packages-config.ts';

/** After the example of NuGet's documentation, with the byte order mark and CRLF of Visual Studio. */
const bytes = readFileSync(join(import.meta.dirname, 'fixtures/dotnet/packages.config'));

function analyse(content: string | Buffer): CatalogFacts | undefined {
  return nugetPackagesConfig.analyse({ path: 'src/packages.config', bytes: Buffer.from(content) });
}

function names(facts: CatalogFacts | undefined): string[] {
  return (facts?.packages ?? []).map(({ name, version }) => `${name}@${version}`);
}

function problems(facts: CatalogFacts | undefined): string[] {
  return (facts?.problems ?? []).map(({ where, what }) => `${where}: ${what}`);
}

test('a file after the published form has its packages, and tells those for development', () => {
  const facts = analyse(bytes);
  expect(facts?.packages?.map(({ name, version, dev, scope }) => [name, version, dev, scope])).toEqual([
    ['jQuery', '3.1.1', false, 'declared'],
    ['NLog', '4.3.10', false, 'declared'],
    ['MinVer', '4.2.0', true, 'declared'],
  ]);
  expect(facts?.packages?.[0]).not.toHaveProperty('direct');
  expect(facts?.problems).toBeUndefined();
});

test('UTF-16, as PowerShell writes it, is the same', () => {
  const text = bytes.toString('utf8').replace('utf-8', 'utf-16');
  expect(analyse(Buffer.from(text, 'utf16le'))).toEqual(analyse(bytes));
});

test.each([['<configuration><package id="a" version="1"/></configuration>'], ['<a:packages xmlns:a="b"/>']])(
  '%s is none',
  (content) => {
    expect(analyse(content)).toBeUndefined();
  },
);

test('only entries of the list count', () => {
  const facts = analyse(
    '<packages><x><package id="a" version="1"/></x><other id="b" version="1"/><package id="c" version="1"/></packages>',
  );
  expect(names(facts)).toEqual(['c@1']);
});

describe('a broken file', () => {
  test('gives what stands before it breaks, with the line', () => {
    const facts = analyse('<packages>\n<package id="a" version="1" />\n<package id="b" version="2\n');
    expect(names(facts)).toEqual(['a@1']);
    expect(problems(facts)[0]).toMatch(/^\/src\/packages\.config:\d+: not well-formed XML: /);
  });

  test('at any length has nothing that the whole has not', () => {
    const whole = names(analyse(bytes));
    for (let length = 0; length < bytes.length; length += 1)
      expect(names(analyse(bytes.subarray(0, length))).every((name) => whole.includes(name))).toBe(true);
  });

  test('loses the entries without id or version only', () => {
    const facts = analyse(
      '<packages>\n<package version="1"/>\n<package id="a"/>\n<package id="b b" version="1"/>\n<package id="c" version="1"/></packages>',
    );
    expect(names(facts)).toEqual(['c@1']);
    expect(problems(facts)).toEqual([
      '/src/packages.config:2: not a package name',
      '/src/packages.config:3: a has no version',
      '/src/packages.config:4: not a package name: b b',
    ]);
  });

  test('without anything says so', () => {
    expect(problems(analyse(''))).toHaveLength(1);
    expect(problems(analyse('{}'))).not.toEqual([]);
    expect(problems(analyse(Buffer.alloc(1000, 0xff)))).not.toEqual([]);
  });
});

describe('hostile XML', () => {
  test('entities are not expanded', () => {
    const levels = Array.from({ length: 20 }, (_, at) => `<!ENTITY e${at + 1} "&e${at};&e${at};">`).join('');
    const facts = analyse(
      `<!DOCTYPE packages [<!ENTITY e0 "x">${levels}<!ENTITY f SYSTEM "file:///etc/passwd">]><packages><package id="&e20;" version="&f;"/></packages>`,
    );
    expect(JSON.stringify(facts).length).toBeLessThan(2000);
    expect(JSON.stringify(facts)).not.toContain('root:');
  });

  test('depth, many attributes and names that objects inherit', () => {
    expect(names(analyse(`<packages>${'<package>'.repeat(50_000)}`))).toEqual([]);
    const attributes = Array.from({ length: 20_000 }, (_, at) => `a${at}="x"`).join(' ');
    expect(names(analyse(`<packages><package id="a" ${attributes} __proto__="x" version="1"/></packages>`))).toEqual([
      'a@1',
    ]);
    expect(problems(analyse('<packages><package constructor="x"/></packages>'))).toHaveLength(1);
  });

  test('a great many errors end the reading: each costs the parser much', () => {
    const facts = analyse(`<packages><package id="a" version="1"/>${'</x>'.repeat(500_000)}</packages>`);
    expect(names(facts)).toEqual(['a@1']);
    expect(facts?.problems).toHaveLength(41);
    expect(problems(facts).at(-1)).toBe('/src/packages.config:1: broken in more than 40 places: the rest was not read');
  });
});
