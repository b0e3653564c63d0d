import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CatalogFacts } from '../facts.ts';
import { cargoLock } from './cargo-lock.ts';

const registry = 'registry+https://github.com/rust-lang/crates.io-index';

function analyse(text: string | Buffer): CatalogFacts | undefined {
  return cargoLock.analyse({ path: 'srv/app/Cargo.lock', bytes: Buffer.from(text) });
}

function names(facts: CatalogFacts | undefined): string[] {
  return (facts?.packages ?? []).map(({ name, version }) => `${name}@${version}`);
}

function problems(facts: CatalogFacts | undefined): string[] {
  return (facts?.problems ?? []).map(({ where, what }) => `${where}: ${what}`);
}

/** Made by cargo 1.95 of a workspace of two packages; `rust-version` makes it write the old versions. */
function fixture(version: number): Buffer {
  return readFileSync(join(import.meta.dirname, `fixtures/rust/v${version}.lock`));
}

function crate(name: string, version: string, needs: string[] = [], source: string | undefined = registry): string {
  const from = source === undefined ? '' : `source = "${source}"\n`;
  const dependencies =
    needs.length === 0 ? '' : `dependencies = [\n${needs.map((need) => ` "${need}",\n`).join('')}]\n`;
  return `[[package]]\nname = "${name}"\nversion = "${version}"\n${from}${dependencies}\n`;
}

function own(name: string, needs: string[]): string {
  return crate(name, '0.1.0', needs, '').replace('source = ""\n', '');
}

describe('a real workspace', () => {
  const facts = analyse(fixture(4));
  const of = (id: string) => facts?.packages?.find(({ name, version }) => `${name}@${version}` === id);

  test('lists what it needs, and not itself', () => {
    expect(names(facts)).toHaveLength(23);
    expect(names(facts)).not.toContain('app@0.1.0');
    expect(names(facts)).not.toContain('lib1@0.2.0');
    expect(facts?.problems).toBeUndefined();
  });

  test('every package has its checksum, and development is not told', () => {
    expect(of('getrandom@0.2.17')).toEqual({
      name: 'getrandom',
      version: '0.2.17',
      purl: 'pkg:cargo/getrandom@0.2.17',
      type: 'cargo',
      licences: [],
      scope: 'declared',
      direct: true,
      path: ['getrandom@0.2.17'],
      hashes: ['sha256:ff2abc00be7fca6ebc474524697ae276ad847ad0a6b3faa4bcb027e9a4614ad0'],
      dependsOn: ['pkg:cargo/cfg-if@1.0.5', 'pkg:cargo/libc@0.2.191', 'pkg:cargo/wasi@0.11.1%2Bwasi-snapshot-preview1'],
    });
    expect(facts?.packages?.every(({ hashes, dev }) => hashes?.length === 1 && dev === undefined)).toBe(true);
  });

  test('two versions of one crate are told apart by the edges', () => {
    expect(of('getrandom@0.1.16')).toMatchObject({ direct: false, path: ['rand@0.7.3', 'getrandom@0.1.16'] });
    expect(of('cfg-if@0.1.10')).toMatchObject({ direct: true });
    expect(of('cfg-if@1.0.5')).toMatchObject({ direct: false });
  });

  test('what any package of the workspace needs is direct', () => {
    expect(of('smallvec@0.6.14')).toMatchObject({ direct: true });
  });

  test.each([1, 2, 3])('is the same in version %i of the format', (version) => {
    expect(analyse(fixture(version))).toEqual(facts);
  });

  test('is the same with CRLF and a byte order mark', () => {
    expect(analyse(`\uFEFF${fixture(4).toString().replaceAll('\n', '\r\n')}`)).toEqual(facts);
  });
});

describe('sources', () => {
  test('a dependency on a git repository is found without its commit', () => {
    const git = 'git+https://example.com/a?branch=main';
    const text = own('app', [`a 1.0.0 (${git})`]) + crate('a', '1.0.0') + crate('a', '1.0.0', [], `${git}#0123abcd`);
    const [first, second] = analyse(text)?.packages ?? [];
    expect([first?.direct, second?.direct]).toEqual([false, true]);
  });

  test('the root table of very old files is the project', () => {
    const text = `[root]\nname = "app"\nversion = "0.1.0"\ndependencies = [\n "a 1.0.0 (${registry})",\n]\n\n${crate('a', '1.0.0')}`;
    expect(analyse(text)?.packages).toMatchObject([{ name: 'a', direct: true }]);
  });

  test('a malformed checksum is told', () => {
    const text = `${crate('a', '1.0.0').trimEnd()}\nchecksum = "abc"\n`;
    expect(problems(analyse(text))).toEqual(['/srv/app/Cargo.lock: a 1.0.0 has a malformed checksum: abc']);
  });

  test('crates in caches of cargo are not looked at', () => {
    const { accept } = cargoLock.interest;
    expect(accept?.('root/.cargo/registry/src/index.crates.io-6f17d22bba15001f/a-1.0.0/Cargo.lock')).toBe(false);
    expect(accept?.('root/.cargo/git/checkouts/a-0123/4567/Cargo.lock')).toBe(false);
    expect(accept?.('srv/registry/Cargo.lock')).toBe(true);
  });
});

describe('a broken file', () => {
  test('costs the table that is broken, and the rest is read', () => {
    const text = `version = 3\n\n${crate('a', '1.0.0')}<<<<<<< HEAD\n${crate('b', '1.0.0')}${crate('c', '1.0.0')}`;
    const facts = analyse(text);
    expect(names(facts)).toEqual(['b@1.0.0', 'c@1.0.0']);
    expect(problems(facts)).toEqual(['/srv/app/Cargo.lock:8: not valid TOML']);
  });

  test('that is cut off gives what is whole', () => {
    const whole = new Set(names(analyse(fixture(4))));
    const bytes = fixture(4);
    for (let length = 0; length < bytes.length; length += 101) {
      const facts = analyse(bytes.subarray(0, length));
      expect(names(facts).every((name) => whole.has(name))).toBe(true);
    }
  });

  test('whose tables contradict each other is still read', () => {
    const facts = analyse(`${crate('a', '1.0.0')}[metadata]\n[metadata]\n`);
    expect(names(facts)).toEqual(['a@1.0.0']);
    expect(problems(facts)).toEqual(['/srv/app/Cargo.lock:7: not valid TOML']);
  });

  test('of which nothing is left says so', () => {
    expect(analyse('\0\0\0')).toEqual({
      packages: [],
      problems: [{ where: '/srv/app/Cargo.lock:1', what: 'not valid TOML' }],
    });
  });

  test('with fields of the wrong type loses those packages only', () => {
    const facts = analyse(`[[package]]\nname = 1\n\n[[package]]\nname = "a"\nversion = []\n\n${crate('b', '1.0.0')}`);
    expect(names(facts)).toEqual(['b@1.0.0']);
    expect(problems(facts)).toEqual([
      '/srv/app/Cargo.lock: not a package name',
      '/srv/app/Cargo.lock: a has no version',
    ]);
    expect(names(analyse('version = 3\npackage = "x"\n'))).toEqual([]);
    expect(names(analyse(`${crate('a', '1.0.0').trimEnd()}\ndependencies = [1, [], {}, "missing"]\n`))).toEqual([
      'a@1.0.0',
    ]);
  });

  test('with names that are no words loses those packages', () => {
    expect(names(analyse(crate('a b', '1') + crate('a', '1\\n2') + crate('ü', '1')))).toEqual([]);
  });
});

test('a TOML file without anything of a lock file is none', () => {
  expect(analyse('[tool]\nname = "x"\n')).toBeUndefined();
  expect(analyse('')).toBeUndefined();
});

test('names that objects inherit are names', () => {
  const facts = analyse(
    own('app', ['__proto__', 'constructor']) + crate('__proto__', '1.0.0') + crate('constructor', '1.0.0'),
  );
  expect(facts?.packages?.map(({ name, direct }) => [name, direct])).toEqual([
    ['__proto__', true],
    ['constructor', true],
  ]);
});

test('a circle and a great many versions of one crate end', () => {
  const many = Array.from({ length: 5000 }, (_, at) => crate('a', `1.0.${at}`, ['a', 'a 1.0.1', 'b']));
  const facts = analyse(many.join('') + crate('b', '1.0.0', ['a']));
  expect(facts?.packages).toHaveLength(5001);
});

test('a great many broken tables end the reading: each costs a parse', () => {
  const facts = analyse(`${crate('a', '1.0.0')}${'[\n'.repeat(500_000)}`);
  expect(names(facts)).toEqual(['a@1.0.0']);
  expect(facts?.problems).toHaveLength(41);
  expect(problems(facts).at(-1)).toBe('/srv/app/Cargo.lock:46: broken in more than 40 places: the rest was not read');
});

test('a line that no lock file has is not read, and the rest is', () => {
  const facts = analyse(`${'a.'.repeat(1_000_000)}b = 1\n${crate('a', '1.0.0')}`);
  expect(names(facts)).toEqual(['a@1.0.0']);
  expect(problems(facts)).toEqual(['/srv/app/Cargo.lock:1: longer than 16384 characters: not read']);
});
