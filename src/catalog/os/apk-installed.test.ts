import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CatalogFacts } from '../facts.ts';
import { apkInstalled } from './apk-installed.ts';

const path = 'lib/apk/db/installed';
const sha1 = createHash('sha1').update('x').digest();

/** A package as apk 2.14 writes it. */
const musl = `C:Q1${sha1.toString('base64')}
P:musl
V:1.2.5-r0
A:x86_64
S:411066
I:667648
T:the musl c library (libc) implementation
U:https://musl.libc.org/
L:MIT
o:musl
m:Timo Teräs <timo.teras@iki.fi>
t:1709315585
c:a3c3a5d4e4a5d4a3c3a5d4e4a5d4a3c3a5d4e4a5
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:Q1${sha1.toString('base64')}
R:libc.musl-x86_64.so.1
a:0:0:777
F:var
F:var/cache
M:0:0:1777

`;

const libcrypto = musl
  .replace('P:musl', 'P:libcrypto3')
  .replace('o:musl', 'o:openssl')
  .replace(/^F:[^]*/m, '\n');

function analyse(text: string | Buffer): CatalogFacts {
  const facts = apkInstalled.analyse({ path, bytes: Buffer.from(text) });
  if (facts === undefined) throw new Error('not taken');
  return facts;
}

function names(facts: CatalogFacts): string[] {
  return (facts.packages ?? []).map((pkg) => pkg.name);
}

function problems(facts: CatalogFacts): string[] {
  return (facts.problems ?? []).map((problem) => `${problem.where}: ${problem.what}`);
}

describe('a package', () => {
  test('is given whole, with what it owns', () => {
    expect(analyse(musl)).toEqual({
      packages: [
        {
          name: 'musl',
          version: '1.2.5-r0',
          purl: 'pkg:apk/musl@1.2.5-r0?arch=x86_64',
          type: 'apk',
          arch: 'x86_64',
          source: { name: 'musl', version: '1.2.5-r0' },
          licences: ['MIT'],
        },
      ],
      owned: [
        {
          package: 'musl',
          arch: 'x86_64',
          files: [
            { path: '/lib/ld-musl-x86_64.so.1', checksum: `sha1:${sha1.toString('hex')}` },
            { path: '/lib/libc.musl-x86_64.so.1' },
          ],
        },
      ],
    });
  });

  test('names its origin, by which advisories know it', () => {
    const facts = analyse(musl + libcrypto);
    expect(facts.packages?.[1]).toMatchObject({
      name: 'libcrypto3',
      source: { name: 'openssl', version: '1.2.5-r0' },
      purl: 'pkg:apk/libcrypto3@1.2.5-r0?arch=x86_64&upstream=openssl',
    });
  });

  test('may have no origin, files or licence, such as one made by `apk add --virtual`', () => {
    const facts = analyse('P:.build-deps\nV:20240301.101010\nA:noarch\nD:gcc make\n\n');
    expect(facts).toEqual({
      packages: [
        {
          name: '.build-deps',
          version: '20240301.101010',
          purl: 'pkg:apk/.build-deps@20240301.101010?arch=noarch',
          type: 'apk',
          arch: 'noarch',
          source: { name: '.build-deps', version: '20240301.101010' },
          licences: [],
        },
      ],
    });
  });

  test('owns files in the root folder', () => {
    expect(analyse('P:a\nV:1\nF:\nR:.dockerenv\n\n').owned).toEqual([
      { package: 'a', files: [{ path: '/.dockerenv' }] },
    ]);
  });

  test('has truncated SHA-256 where its flags say so', () => {
    const facts = analyse(`P:a\nV:1\nf:S\nF:bin\nR:a\nZ:Q1${sha1.toString('base64')}\n\n`);
    expect(facts.owned?.[0]?.files).toEqual([{ path: '/bin/a', checksum: `sha256-160:${sha1.toString('hex')}` }]);
  });
});

test('the database of apk 3 may lie in /usr', () => {
  expect(apkInstalled.interest.paths).toContain('usr/lib/apk/db/installed');
});

describe('a damaged database', () => {
  test('cut off in a line gives what is whole, and says so', () => {
    const facts = analyse(musl + 'P:zlib\nV');
    expect(names(facts)).toEqual(['musl']);
    expect(problems(facts)).toEqual([
      '/lib/apk/db/installed:26: not a letter and a colon: V',
      '/lib/apk/db/installed:25: zlib has no version',
      '/lib/apk/db/installed: ends in the middle of a line: it may be cut off',
    ]);
  });

  test.each([
    ['no colon', 'rubbish', 'not a letter and a colon: rubbish', 2],
    ['a file outside any folder', 'R:x', 'file without a folder', 2],
    ['a checksum without a file', `Z:Q1${sha1.toString('base64')}`, 'checksum without a file', 2],
    ['a checksum that is none', 'Z:Q1x', 'not a checksum: Q1x', 2],
    ['a way out of its folder', 'F:a/..\nR:passwd', 'not a file name: /a/../passwd', 3],
    ['a path as a file name', 'F:a\nR:../b', 'not a file name: /a/../b', 3],
    ['a dot-dot as a file name', 'F:a\nR:..', 'not a file name: /a/..', 3],
    ['a NUL in a path', 'F:a\nR:b\0', 'not a file name: /a/b\uFFFD', 3],
  ])('with %s keeps the package', (_, lines, what, line) => {
    const facts = analyse(`P:a\n${lines}\nV:1\n\n`);
    expect(names(facts)).toEqual(['a']);
    expect(problems(facts)).toEqual([`/lib/apk/db/installed:${line}: ${what}`]);
  });

  test.each([
    ['no name', 'V:1', 'package without a name'],
    ['no version', 'P:b', 'b has no version'],
    ['a name with a blank', 'P:b c\nV:1', 'not a package name: b c'],
    ['a version with an escape', 'P:b\nV:1\u001B', 'b has a malformed version: 1\uFFFD'],
  ])('with %s loses that package only', (_, lines, what) => {
    const facts = analyse(`${musl}${lines}\n\n${libcrypto}`);
    expect(names(facts)).toEqual(['musl', 'libcrypto3']);
    expect(problems(facts)).toEqual([`/lib/apk/db/installed:25: ${what}`]);
  });

  test('without the empty line between two packages has both', () => {
    const facts = analyse('P:a\nV:1\nP:b\nV:2\n\n');
    expect(names(facts)).toEqual(['a', 'b']);
    expect(problems(facts)).toEqual(['/lib/apk/db/installed:3: no empty line before this package']);
  });

  test('with a line of 10 MB is read around it', () => {
    const huge = 'x'.repeat(10 * 1024 * 1024);
    const facts = analyse(`${musl}P:b\nV:${huge}\n\nP:c\nV:1\nT:${huge}\n\n`);
    expect(names(facts)).toEqual(['musl', 'c']);
    expect(problems(facts)[0]).toBe('/lib/apk/db/installed:26: field V is longer than 65536 bytes');
  });

  test('with a package twice has the later one', () => {
    const facts = analyse('P:a\nV:1\nF:x\nR:y\n\nP:a\nV:2\nF:x\nR:z\n\n');
    expect(facts.packages?.map((pkg) => pkg.version)).toEqual(['2']);
    expect(facts.owned).toEqual([{ package: 'a', files: [{ path: '/x/z' }] }]);
    expect(problems(facts)).toEqual(['/lib/apk/db/installed:6: a stands here twice; the later one counts']);
  });

  test('with carriage returns is read as without', () => {
    expect(analyse(musl.replaceAll('\n', '\r\n'))).toEqual(analyse(musl));
  });

  test('without end is cut off, and says so', () => {
    const found = problems(analyse(musl + 'T:\n'.repeat(4_000_000)));
    expect(found).toEqual([
      '/lib/apk/db/installed:4000000: more than 100000 packages or 4000000 lines: the rest was not read',
    ]);
  });

  test('that has no package at all is fatal; an empty one is not', () => {
    expect(analyse('SQLite format 3\0').problems).toContainEqual({
      where: '/lib/apk/db/installed',
      what: 'not an apk database: no package in it',
      fatal: true,
    });
    expect(analyse('')).toEqual({ packages: [] });
  });

  test('of any kind neither throws nor gives a package that a terminal could trip over', () => {
    const word = fc.oneof(
      fc.constantFrom('P:a\n', 'V:1\n', 'F:', 'R:', 'Z:Q1', '\n', '\0', '\r'),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 50 }), (words) => {
        const facts = analyse(words.join(''));
        for (const pkg of facts.packages ?? []) {
          expect(`${pkg.name} ${pkg.version} ${pkg.purl}`).toMatch(/^[!-~]+ [!-~]+ [!-~]+$/);
        }
        for (const file of (facts.owned ?? []).flatMap((one) => one.files)) {
          expect(file.path).toMatch(/^\//);
          expect(`${file.path}/`).not.toContain('/../');
        }
      }),
    );
  });
});
