import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CatalogFacts } from '../facts.ts';
import { gemfileLock } from './gemfile-lock.ts';

function analyse(text: string | Buffer): CatalogFacts | undefined {
  return gemfileLock.analyse({ path: 'srv/Gemfile.lock', bytes: Buffer.from(text) });
}

/** Written by Bundler 2.3.27; in `platforms.lock` the places of the gem source and of the repository were renamed. */
function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, 'fixtures/ruby', name));
}

function names(facts: CatalogFacts | undefined): string[] {
  return (facts?.packages ?? []).map(({ name, version }) => `${name}@${version}`);
}

function problems(facts: CatalogFacts | undefined): string[] {
  return (facts?.problems ?? []).map(({ where, what }) => `${where}: ${what}`);
}

function gems(specs: string, dependencies = ''): string {
  return `GEM\n  remote: https://rubygems.org/\n  specs:\n${specs}\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n${dependencies}`;
}

describe('a lock file with a gem of the project itself', () => {
  const facts = analyse(fixture('Gemfile.lock'));
  const of = (name: string) => facts?.packages?.find((item) => item.name === name);

  test('lists all gems but that', () => {
    expect(names(facts)).toHaveLength(20);
    expect(of('own')).toBeUndefined();
    expect(facts?.problems).toBeUndefined();
  });

  test('tells what is direct, the way to the rest, and nothing about groups', () => {
    expect(of('nokogiri')).toEqual({
      name: 'nokogiri',
      version: '1.13.10',
      purl: 'pkg:gem/nokogiri@1.13.10',
      type: 'gem',
      licences: [],
      scope: 'declared',
      direct: true,
      path: ['nokogiri@1.13.10'],
      dependsOn: ['pkg:gem/mini_portile2@2.8.1', 'pkg:gem/racc@1.6.2'],
    });
    expect(of('rack')).toMatchObject({ direct: false, path: ['sinatra@3.0.5', 'rack@2.2.22'] });
    const ranges = of('rack')?.neededIn?.map(({ by, range }) => `${by} ${range}`);
    expect(ranges).toContain('sinatra@3.0.5 ~> 2.2, >= 2.2.4');
    expect(facts?.packages?.some(({ dev }) => dev !== undefined)).toBe(false);
  });

  test('what the gem of the project needs is direct', () => {
    expect(of('net-imap')).toMatchObject({ direct: true });
    expect(of('io-wait')).toMatchObject({ path: ['net-imap@0.2.4', 'net-protocol@0.1.2', 'io-wait@0.2.1'] });
  });

  test('is the same with CRLF and a byte order mark', () => {
    expect(analyse(`\uFEFF${fixture('Gemfile.lock').toString().replaceAll('\n', '\r\n')}`)).toEqual(facts);
  });

  test('that is cut off has nothing that the whole has not', () => {
    const bytes = fixture('Gemfile.lock');
    for (let length = 0; length < bytes.length; length += 1) {
      const cut = analyse(bytes.subarray(0, length));
      expect(names(cut).every((name) => names(facts).includes(name))).toBe(true);
    }
  });
});

describe('a lock file with platforms and a git repository', () => {
  const facts = analyse(fixture('platforms.lock'));

  test('has each gem once, without its platforms', () => {
    expect(names(facts)).toEqual(['widget@0.3.0.pre', 'helper@2.0.1.beta1', 'native@1.2.0']);
    expect(facts?.packages?.[2]).toMatchObject({
      purl: 'pkg:gem/native@1.2.0',
      direct: true,
      dependsOn: ['pkg:gem/helper@2.0.1.beta1'],
    });
    expect(problems(facts)).toEqual([]);
  });

  test('the gem of the repository is one like others', () => {
    expect(facts?.packages?.[0]).toMatchObject({ direct: true, dependsOn: ['pkg:gem/helper@2.0.1.beta1'] });
  });

  test('versions that differ by platform are all needed', () => {
    const found = analyse(gems('    a (1.0)\n      n\n    n (1.0)\n    n (1.1-java)\n', '  a\n'));
    expect(found?.packages?.[0]?.dependsOn).toEqual(['pkg:gem/n@1.0', 'pkg:gem/n@1.1']);
  });
});

test('checksums (Bundler 2.6, after its published form) are hashes of all platforms', () => {
  const sum = (digit: string) => digit.repeat(64);
  const facts = analyse(
    `${gems('    a (1.0)\n    a (1.0-x86_64-linux-gnu)\n    b (2.0)\n', '  a\n  b!\n')}\nCHECKSUMS\n  a (1.0) sha256=${sum('1')}\n  a (1.0-x86_64-linux-gnu) sha256=${sum('2')},sha512=${sum('3')}\n  b (2.0)\n  c (1) sha256=${sum('4')}\n\nBUNDLED WITH\n  2.6.7\n`,
  );
  expect(facts?.packages?.[0]?.hashes).toEqual([`sha256:${sum('1')}`, `sha256:${sum('2')}`]);
  expect(facts?.packages?.[1]).not.toHaveProperty('hashes');
  expect(problems(facts)).toEqual([]);
});

describe('a broken file', () => {
  test('costs the lines that are broken', () => {
    const facts = analyse(
      gems(
        '    a (1.0)\n<<<<<<< HEAD\n    b (2.0)\n=======\n    b (2.1\n   c (1)\n    d\n>>>>>>> x\n    e (1.0)\n',
        '  a\n',
      ),
    );
    expect(names(facts)).toEqual(['a@1.0', 'b@2.0', 'e@1.0']);
    expect(problems(facts)).toEqual([
      '/srv/Gemfile.lock:5: not a line of a Gemfile.lock: <<<<<<< HEAD',
      '/srv/Gemfile.lock:7: not a line of a Gemfile.lock: =======',
      '/srv/Gemfile.lock:8: not a line of a Gemfile.lock:     b (2.1',
      '/srv/Gemfile.lock:9: not a line of a Gemfile.lock:    c (1)',
      '/srv/Gemfile.lock:10: d has no version',
      '/srv/Gemfile.lock:11: not a line of a Gemfile.lock: >>>>>>> x',
    ]);
  });

  test('a section that is not known is told and passed over', () => {
    const facts = analyse(`${gems('    a (1.0)\n', '  a\n')}\nFROM-THE FUTURE\n    b (2.0)\n`);
    expect(names(facts)).toEqual(['a@1.0']);
    expect(problems(facts)).toEqual(['/srv/Gemfile.lock:12: not a line of a Gemfile.lock: FROM-THE FUTURE']);
  });

  test('text of another kind is none', () => {
    expect(analyse('')).toBeUndefined();
    expect(analyse('{}\n')).toBeUndefined();
    expect(analyse(Buffer.alloc(100_000, 0xff))).toBeUndefined();
  });
});

test('lock files inside of installed gems are not looked at', () => {
  const { accept } = gemfileLock.interest;
  expect(accept?.('usr/lib/ruby/gems/3.1.0/gems/a-1.0/Gemfile.lock')).toBe(false);
  expect(accept?.('srv/vendor/bundle/ruby/3.1.0/bundler/gems/my-app-0123456789ab/Gemfile.lock')).toBe(false);
  expect(accept?.('srv/gems/my-app/Gemfile.lock')).toBe(true);
  expect(accept?.('srv/app/Gemfile.lock')).toBe(true);
});

describe('hostile files', () => {
  test('names that objects inherit are names, and a circle ends', () => {
    const facts = analyse(
      gems('    __proto__ (1)\n      constructor\n    constructor (1)\n      __proto__\n', '  __proto__\n'),
    );
    expect(names(facts)).toEqual(['__proto__@1', 'constructor@1']);
    expect(facts?.packages?.[1]?.path).toEqual(['__proto__@1', 'constructor@1']);
  });

  test('a thousand versions of one gem that need each other are few edges', () => {
    const specs = Array.from({ length: 5000 }, (_, at) => `    a (1.${at})\n      a\n`);
    const facts = analyse(gems(specs.join(''), '  a\n'));
    expect(facts?.packages).toHaveLength(5000);
    expect(facts?.packages?.every(({ dependsOn }) => dependsOn?.length === 16)).toBe(true);
  });

  test('a huge line and control characters are told shortly', () => {
    const facts = analyse(gems(`    ${'a'.repeat(1_000_000)} (1)\n    b\u0007 (1)\n    c (1\u202E)\n`, '  a\n'));
    expect(names(facts)).toEqual([]);
    expect(problems(facts)).toHaveLength(3);
    expect(problems(facts).every((text) => text.length < 300 && !/[\u0007\u202E]/.test(text))).toBe(true);
  });
});
