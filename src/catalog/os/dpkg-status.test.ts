import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CatalogFacts } from '../facts.ts';
import { dpkgStatus } from './dpkg-status.ts';

const status = 'var/lib/dpkg/status';

function analyse(text: string | Buffer, path = status): CatalogFacts {
  const facts = dpkgStatus.analyse({ path, bytes: Buffer.from(text) });
  if (facts === undefined) throw new Error(`${path} is not taken`);
  return facts;
}

function stanza(name: string, extra: Record<string, string> = {}): string {
  const fields = { Package: name, Status: 'install ok installed', Architecture: 'amd64', Version: '1.0-1', ...extra };
  const lines = Object.entries(fields).map(([field, value]) => `${field}: ${value}\n`);
  return `${lines.join('')}Maintainer: A <a@example.org>\nDescription: a package\n of no use\n\n`;
}

function names(facts: CatalogFacts): string[] {
  return (facts.packages ?? []).map((pkg) => pkg.name);
}

function problems(facts: CatalogFacts): string[] {
  return (facts.problems ?? []).map((problem) => `${problem.where}: ${problem.what}`);
}

describe('a package', () => {
  test('is given whole', () => {
    expect(analyse(stanza('libssl3', { Source: 'openssl', Version: '3.0.15-1~deb12u1' })).packages).toEqual([
      {
        name: 'libssl3',
        version: '3.0.15-1~deb12u1',
        purl: 'pkg:deb/libssl3@3.0.15-1~deb12u1?arch=amd64&upstream=openssl',
        type: 'deb',
        arch: 'amd64',
        source: { name: 'openssl', version: '3.0.15-1~deb12u1' },
        licences: [],
      },
    ]);
  });

  test.each([
    ['no field', undefined, '1:2-3+b1', { name: 'bin', version: '1:2-3+b1' }],
    ['a name alone', 'src', '1:2-3', { name: 'src', version: '1:2-3' }],
    ['a binary-only rebuild', 'src (1:2-3)', '1:2-3+b1', { name: 'src', version: '1:2-3' }],
    ['its own name with another version', 'bin (2-3)', '1:2-3', { name: 'bin', version: '2-3' }],
    ['no blank before the version', 'src(4)', '5', { name: 'src', version: '4' }],
  ])('has its source from %s', (_, source, version, expected) => {
    const facts = analyse(stanza('bin', { Version: version, ...(source === undefined ? {} : { Source: source }) }));
    expect(facts.packages?.[0]?.source).toEqual(expected);
    expect(problems(facts)).toEqual([]);
  });

  test('names the version of its source in the purl only where it differs', () => {
    const purls = ['bin', 'bin (1.0)', 'src', 'src (2:9)'].map(
      (source) => analyse(stanza('bin', { Source: source, Version: '1.0' })).packages?.[0]?.purl,
    );
    expect(purls).toEqual([
      'pkg:deb/bin@1.0?arch=amd64',
      'pkg:deb/bin@1.0?arch=amd64',
      'pkg:deb/bin@1.0?arch=amd64&upstream=src',
      'pkg:deb/bin@1.0?arch=amd64&upstream=src%402:9',
    ]);
  });

  test('stands twice when two architectures of it are installed', () => {
    const text =
      stanza('libc6', { 'Multi-Arch': 'same' }) + stanza('libc6', { 'Multi-Arch': 'same', Architecture: 'i386' });
    const facts = analyse(text);
    expect(facts.packages?.map((pkg) => pkg.arch)).toEqual(['amd64', 'i386']);
    expect(problems(facts)).toEqual([]);
  });
});

describe('what counts as installed', () => {
  test.each([
    ['install ok installed', true],
    ['hold ok installed', true],
    ['deinstall ok installed', true],
    ['install ok unpacked', true],
    ['install ok half-configured', true],
    ['install reinstreq half-installed', true],
    ['install ok triggers-awaited', true],
    ['install ok triggers-pending', true],
    ['deinstall ok config-files', false],
    ['purge ok not-installed', false],
  ])('%s: %s', (text, expected) => {
    const facts = analyse(stanza('a') + stanza('b', { Status: text }));
    expect(names(facts).includes('b')).toBe(expected);
    expect(problems(facts)).toEqual([]);
  });

  test('a status that dpkg does not know, or none, is reported and counts', () => {
    const facts = analyse(stanza('a', { Status: 'installed' }) + 'Package: b\nVersion: 1\n\n');
    expect(names(facts)).toEqual(['a', 'b']);
    expect(problems(facts)).toEqual([
      '/var/lib/dpkg/status:1: a has an unknown status and is taken as installed: installed',
      '/var/lib/dpkg/status:9: b has no Status field; it is taken as installed',
    ]);
  });
});

describe('distroless images', () => {
  test('have one file a package, without a status', () => {
    const facts = analyse(
      'Package: base-files\nVersion: 12.4+deb12u5\nArchitecture: amd64\n',
      'var/lib/dpkg/status.d/base',
    );
    expect(names(facts)).toEqual(['base-files']);
    expect(facts.problems).toBeUndefined();
  });

  test('have checksum files beside them that are not packages', () => {
    expect(dpkgStatus.interest.accept?.('var/lib/dpkg/status.d/base.md5sums')).toBe(false);
    expect(dpkgStatus.interest.accept?.('var/lib/dpkg/status.d/base')).toBe(true);
  });
});

describe('configuration files', () => {
  test('are owned, with the checksum of the shipped version', () => {
    const conffiles = `\n /etc/a ${'0'.repeat(32)}\n /etc/b c ${'1'.repeat(32)} obsolete\n /etc/d newconffile`;
    expect(analyse(stanza('a', { Conffiles: conffiles })).owned).toEqual([
      {
        package: 'a',
        arch: 'amd64',
        files: [
          { path: '/etc/a', checksum: `md5:${'0'.repeat(32)}` },
          { path: '/etc/b c', checksum: `md5:${'1'.repeat(32)}` },
          { path: '/etc/d' },
        ],
      },
    ]);
  });

  test('that are malformed are reported, and the others are owned', () => {
    const bad = ['rubbish', `/a/../b ${'0'.repeat(32)}`, `/c\0 ${'0'.repeat(32)}`, '/d 0', '/e'];
    const conffiles = ['', ...bad, `/etc/a ${'0'.repeat(32)}`].join('\n ');
    const facts = analyse(stanza('a', { Conffiles: conffiles }));
    expect(facts.owned?.[0]?.files).toEqual([{ path: '/etc/a', checksum: `md5:${'0'.repeat(32)}` }]);
    expect(problems(facts)).toHaveLength(bad.length);
    expect(problems(facts)[0]).toBe('/var/lib/dpkg/status:1: a: not a configuration file: rubbish');
  });

  test('without end are cut off, and that is said', () => {
    const conffiles = `\n /etc/a ${'0'.repeat(32)}`.repeat(10_001);
    const facts = analyse(stanza('a', { Conffiles: conffiles }));
    expect(facts.owned?.[0]?.files).toHaveLength(10_000);
    expect(problems(facts)[0]).toMatch(/more than 10000 configuration files/);
  });

  test('of a removed package belong to nobody', () => {
    const removed = stanza('a', { Status: 'deinstall ok config-files', Conffiles: `\n /etc/a ${'0'.repeat(32)}` });
    expect(analyse(removed + stanza('b')).owned).toBeUndefined();
  });
});

describe('a damaged database', () => {
  test('cut off in a stanza gives what is whole, and says so', () => {
    const text = stanza('a') + stanza('b');
    const facts = analyse(text.slice(0, text.indexOf('Version', text.indexOf('Package: b')) + 3));
    expect(names(facts)).toEqual(['a']);
    expect(problems(facts)).toEqual([
      '/var/lib/dpkg/status:12: line without a colon: Ver',
      '/var/lib/dpkg/status:9: b has no version',
      '/var/lib/dpkg/status: ends in the middle of a line: it may be cut off',
    ]);
  });

  test.each([
    ['a name with a NUL', { Package: 'b\0' }, 'not a package name: b\uFFFD'],
    ['a name with a path', { Package: '../b' }, 'not a package name: ../b'],
    ['a version with a blank', { Version: '1 2' }, 'b has a malformed version: 1 2'],
    ['a version with an escape', { Version: '1\u001B[31m' }, 'b has a malformed version: 1\uFFFD[31m'],
    ['an empty version', { Version: '' }, 'b has a malformed version'],
  ])('with %s loses that package only, by line', (_, fields, what) => {
    const facts = analyse(stanza('a') + stanza('b', fields) + stanza('c'));
    expect(names(facts)).toEqual(['a', 'c']);
    expect(problems(facts)).toEqual([`/var/lib/dpkg/status:9: ${what}`]);
  });

  test('with a bad source or architecture keeps the package without it', () => {
    const facts = analyse(stanza('a', { Source: 'x (y', Architecture: 'am d64' }));
    expect(facts.packages).toMatchObject([{ name: 'a', source: { name: 'a' }, purl: 'pkg:deb/a@1.0-1' }]);
    expect(problems(facts)).toHaveLength(2);
  });

  test('with a line of 10 MB is read around it', () => {
    const huge = 'x'.repeat(10 * 1024 * 1024);
    const facts = analyse(stanza('a') + stanza('b', { Version: huge }) + stanza('c', { Description: huge }));
    expect(names(facts)).toEqual(['a', 'c']);
    expect(problems(facts)[0]).toBe('/var/lib/dpkg/status:12: version is longer than 1048576 bytes');
  });

  test('with a package twice has the later one, as after an upgrade', () => {
    const facts = analyse(stanza('a', { Version: '1' }) + stanza('a', { Version: '2' }));
    expect(facts.packages?.map((pkg) => pkg.version)).toEqual(['2']);
    expect(problems(facts)).toEqual(['/var/lib/dpkg/status:9: a:amd64 stands here twice; the later one counts']);
  });

  test('with carriage returns is read as without', () => {
    expect(analyse((stanza('a') + stanza('b')).replaceAll('\n', '\r\n'))).toEqual(analyse(stanza('a') + stanza('b')));
  });

  test('that has no package at all is fatal; an empty one is not', () => {
    expect(analyse(Buffer.from([0x53, 0x51, 0x4c, 0, 1, 2])).problems).toContainEqual({
      where: '/var/lib/dpkg/status',
      what: 'not a dpkg database: no package in it',
      fatal: true,
    });
    expect(analyse('x', 'var/lib/dpkg/status.d/x').problems?.at(-1)).toEqual({
      where: '/var/lib/dpkg/status.d/x',
      what: 'not a part of a dpkg database: no package in it',
    });
    expect(analyse('')).toEqual({ packages: [] });
    expect(analyse('\n')).toEqual({ packages: [] });
  });

  test('of rubbish has few problems, and says how many more there are', () => {
    const found = problems(analyse('x\n'.repeat(10_000)));
    expect(found).toHaveLength(52);
    expect(found.at(-1)).toBe('/var/lib/dpkg/status: 9950 further problems are not listed');
  });

  test('by an interrupted dpkg is reported by its journal', () => {
    expect(problems(analyse(stanza('a'), 'var/lib/dpkg/updates/0001'))).toEqual([
      '/var/lib/dpkg/updates/0001: dpkg was interrupted: changes in this journal are not in var/lib/dpkg/status and were not read',
    ]);
    expect(dpkgStatus.analyse({ path: 'var/lib/dpkg/updates/tmp.i', bytes: Buffer.from('x') })).toBeUndefined();
  });

  test('of any kind neither throws nor gives a package that a terminal could trip over', () => {
    const word = fc.oneof(
      fc.constantFrom('Package: a\n', 'Version: 1\n', 'Status: ', '\n', '\0', ' '),
      fc.string({ maxLength: 9 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 50 }), (words) => {
        for (const pkg of analyse(words.join('')).packages ?? []) {
          expect(`${pkg.name} ${pkg.version} ${pkg.purl}`).toMatch(/^[!-~]+ [!-~]+ [!-~]+$/);
        }
      }),
    );
  });
});

const hasDpkg = existsSync('/usr/bin/dpkg-query');

/** What `dpkg-query` says, reduced to what has files on disk. */
function dpkgQuery(admindir: string): string[] {
  const format = '${Package}|${Version}|${Architecture}|${source:Package}|${source:Version}|${db:Status-Status}\\n';
  const arguments_ = [`--admindir=${admindir}`, '-W', '-f', format];
  const output = execFileSync('dpkg-query', arguments_, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 26,
  });
  const lines = output.split('\n').filter((line) => line !== '' && !/\|(config-files|not-installed)$/.test(line));
  return lines.map((line) => line.slice(0, line.lastIndexOf('|'))).toSorted();
}

function ours(facts: CatalogFacts): string[] {
  const packages = facts.packages ?? [];
  return packages
    .map((pkg) => [pkg.name, pkg.version, pkg.arch, pkg.source?.name, pkg.source?.version].join('|'))
    .toSorted();
}

describe('against dpkg-query', () => {
  // Without dpkg there is nothing to compare with; the tests above stand for themselves.
  test.skipIf(!hasDpkg || !existsSync('/var/lib/dpkg/status'))("this machine's database", () => {
    const facts = analyse(readFileSync('/var/lib/dpkg/status'));
    expect(ours(facts).length).toBeGreaterThan(50);
    expect(ours(facts)).toEqual(dpkgQuery('/var/lib/dpkg'));
    expect(facts.problems).toBeUndefined();
  });

  test.skipIf(!hasDpkg)('made databases with every state, architecture and form of source', () => {
    const states = [
      'installed',
      'unpacked',
      'half-configured',
      'half-installed',
      'triggers-pending',
      'config-files',
      'not-installed',
    ];
    const wants = ['install', 'hold', 'deinstall', 'purge'];
    const version = fc.stringMatching(/^(?:[1-9]:)?[0-9][a-z0-9.+~]{0,6}(?:-[0-9][a-z0-9.+~]{0,4})?$/);
    const one = fc.record({
      want: fc.constantFrom(...wants),
      state: fc.constantFrom(...states),
      version,
      arch: fc.constantFrom('amd64', 'all', 'i386'),
      source: fc.option(fc.tuple(fc.stringMatching(/^[a-z][a-z0-9+.-]{1,8}$/), fc.option(version))),
    });
    const folder = mkdtempSync(join(tmpdir(), 'seawall-dpkg-'));
    try {
      mkdirSync(join(folder, 'info'));
      mkdirSync(join(folder, 'updates'));
      fc.assert(
        fc.property(fc.array(one, { minLength: 1, maxLength: 12 }), (all) => {
          const text = all.map((entry, index) => {
            const [source, sourceVersion] = entry.source ?? [];
            const fields: Record<string, string> = {
              Status: `${entry.want} ok ${entry.state}`,
              Version: entry.version,
              Architecture: entry.arch,
            };
            if (source !== undefined)
              fields['Source'] = typeof sourceVersion === 'string' ? `${source} (${sourceVersion})` : source;
            if (entry.state === 'triggers-pending') fields['Triggers-Pending'] = '/usr/share/man';
            return stanza(`pkg${index}`, fields);
          });
          writeFileSync(join(folder, 'status'), text.join(''));
          expect(ours(analyse(text.join('')))).toEqual(dpkgQuery(folder));
        }),
        { numRuns: 25 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
