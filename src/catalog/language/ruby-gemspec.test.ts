import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CatalogFacts } from '../facts.ts';
import { rubyGemspec } from './ruby-gemspec.ts';

const folder = 'usr/lib/ruby/gems/3.1.0/specifications';

function analyse(text: string | Buffer, path = `${folder}/x-1.gemspec`): CatalogFacts | undefined {
  return rubyGemspec.analyse({ path, bytes: Buffer.from(text) });
}

/** Written by RubyGems 3.3.15: two are Debian's ruby3.1, the third is an installed gem with a platform. */
function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, 'fixtures/ruby', `${name}.gemspec`));
}

function specification(...lines: string[]): string {
  return [
    '# -*- encoding: utf-8 -*-',
    'Gem::Specification.new do |s|',
    ...lines.map((line) => `  ${line}`),
    'end',
    '',
  ].join('\n');
}

function problems(facts: CatalogFacts | undefined): string[] {
  return (facts?.problems ?? []).map(({ where, what }) => `${where}: ${what}`);
}

describe('an installed gem', () => {
  test('is read as RubyGems wrote it', () => {
    expect(analyse(fixture('net-imap-0.2.4'))).toEqual({
      packages: [
        {
          name: 'net-imap',
          version: '0.2.4',
          purl: 'pkg:gem/net-imap@0.2.4',
          type: 'gem',
          licences: ['Ruby', 'BSD-2-Clause'],
          scope: 'installed',
        },
      ],
    });
  });

  test('that comes with Ruby itself is one as well', () => {
    const path = `${folder}/default/json-2.6.1.gemspec`;
    expect(analyse(fixture('json-2.6.1'), path)?.packages).toMatchObject([{ name: 'json', version: '2.6.1' }]);
  });

  test('built for a platform has it in the purl only', () => {
    expect(analyse(fixture('native-1.2.0-x86_64-linux'))?.packages).toMatchObject([
      { version: '1.2.0', purl: 'pkg:gem/native@1.2.0?platform=x86_64-linux', licences: ['MIT'] },
    ]);
  });

  test('is the same with CRLF and a byte order mark', () => {
    const text = fixture('net-imap-0.2.4').toString();
    expect(analyse(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(analyse(text));
  });

  test('that is cut off is known by its stub line alone', () => {
    const bytes = fixture('net-imap-0.2.4');
    const whole = bytes.indexOf('s.name');
    expect(analyse(bytes.subarray(0, whole))?.packages).toMatchObject([
      { name: 'net-imap', version: '0.2.4', licences: [] },
    ]);
    for (let length = 0; length < bytes.length; length += 1) {
      const found = analyse(bytes.subarray(0, length))?.packages ?? [];
      expect(found.every(({ purl }) => purl === 'pkg:gem/net-imap@0.2.4')).toBe(true);
    }
  });
});

describe('how Ruby writes', () => {
  test.each([
    ['%q{old}', 'old'],
    ['%q<old>', 'old'],
    ["'single'.freeze", 'single'],
    ['"double".freeze', 'double'],
    [String.raw`"\x6Fld\u002D\u{61}\"\\"`, 'old-a"\\'],
    [String.raw`'o\'l\\d\n'`, "o'l\\d\\n"],
  ])('%s', (literal, name) => {
    expect(analyse(specification(`s.name = ${literal}`, 's.version = "1"'))?.packages?.[0]?.name).toBe(name);
  });

  test('versions of very old RubyGems', () => {
    const text = specification('s.name = %q{rake}', 's.version = Gem::Version.new("0.8.7")', 's.license = "MIT"');
    expect(analyse(text)?.packages).toMatchObject([{ name: 'rake', version: '0.8.7', licences: ['MIT'] }]);
  });

  test('the first assignment counts: a description may look like another', () => {
    const text = specification('s.name = "a"', 's.version = "1"', 's.description = %q{', '  s.version = "2"}');
    expect(analyse(text)?.packages).toMatchObject([{ version: '1' }]);
  });

  test('nothing is evaluated', () => {
    const text = specification('s.name = "a#{`id`}"', 's.version = A::VERSION', 's.licenses = [`id`]');
    expect(analyse(text)?.packages).toEqual([]);
    expect(problems(analyse(text))).toEqual([`/${folder}/x-1.gemspec: not a package name`]);
    const stubbed = `# stub: a 1.0 ruby lib\n${text}`;
    expect(analyse(stubbed)?.packages).toMatchObject([{ name: 'a', version: '1.0', licences: [] }]);
  });
});

describe('files that are none', () => {
  test('text of another kind', () => {
    expect(analyse('')).toBeUndefined();
    expect(analyse('puts "x"\n')).toBeUndefined();
  });

  test.each([
    [`${folder}/a-1.gemspec`, true],
    ['usr/share/rubygems-integration/all/specifications/a-1.gemspec', true],
    ['srv/vendor/bundle/ruby/3.1.0/bundler/gems/a-0123456789ab/a.gemspec', true],
    ['srv/vendor/bundle/ruby/3.1.0/bundler/gems/rails-0123456789ab/activejob/activejob.gemspec', true],
    ['srv/app/a.gemspec', false],
    ['usr/lib/ruby/gems/3.1.0/gems/a-1/a.gemspec', false],
  ])('%s: %s', (path, wanted) => {
    expect(rubyGemspec.interest.accept?.(path)).toBe(wanted);
  });

  test('of a git repository only what Bundler has written anew counts', () => {
    const path = 'srv/vendor/bundle/ruby/3.1.0/bundler/gems/a-0123456789ab/a.gemspec';
    const text = specification('s.name = "a"', 's.version = "1.0"');
    expect(analyse(text, path)).toBeUndefined();
    expect(analyse(`# stub: a 1.0 ruby lib\n${text}`, path)?.packages).toHaveLength(1);
  });
});

test('a stub line that says something else is told, and the specification counts', () => {
  const facts = analyse(`# stub: b 2.0 ruby lib\n${specification('s.name = "a"', 's.version = "1.0"')}`);
  expect(facts?.packages).toMatchObject([{ name: 'a', version: '1.0' }]);
  expect(problems(facts)).toEqual([`/${folder}/x-1.gemspec:5: its stub line names another gem: b 2.0`]);
});

test('hostile values stay small and plain', () => {
  const licences = Array.from({ length: 10_000 }, () => `"${'M'.repeat(300)}\\n\\e[31m".freeze`).join(', ');
  const facts = analyse(
    specification('s.name = "a"', 's.version = "1"', `s.licenses = [${licences}]`, 's.platform = "a b"'),
  );
  const [gem] = facts?.packages ?? [];
  expect(gem?.purl).toBe('pkg:gem/a@1');
  expect(gem?.licences).toHaveLength(100);
  expect(gem?.licences.every((licence) => licence.length <= 201 && !licence.includes('\u001B'))).toBe(true);
  expect(analyse(specification('s.name = "a\\0b"', 's.version = "1"'))?.packages).toEqual([]);
  expect(
    analyse(specification('s.name = "a"', 's.version = "1"', 's.licenses = ["MIT", 3]'))?.packages?.[0]?.licences,
  ).toEqual([]);
});

test('literals and lists that do not end cost one pass', () => {
  const text = specification(`s.name = "${'\\'.repeat(2_000_001)}`, `s.licenses = [${'"a", '.repeat(300_000)}`);
  expect(analyse(text)?.packages).toEqual([]);
});
