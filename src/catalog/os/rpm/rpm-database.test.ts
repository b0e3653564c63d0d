import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeBerkeley } from '../../../../test/fixtures/rpm-berkeley-writer.ts';
import { writeRpmHeader } from '../../../../test/fixtures/rpm-header-writer.ts';
import { writeNdb } from '../../../../test/fixtures/rpm-ndb-writer.ts';
import { packageHeader } from '../../../../test/fixtures/rpm-package-header.ts';
import { writeSqlite } from '../../../../test/fixtures/rpm-sqlite-writer.ts';
import { rpmDatabase } from './rpm-database.ts';

const path = 'var/lib/rpm/rpmdb.sqlite';

function analyse(bytes: Buffer) {
  return rpmDatabase.analyse({ path, bytes }) ?? {};
}

const formats: { format: string; write: (headers: readonly Buffer[]) => Buffer }[] = [
  { format: 'SQLite', write: (headers) => writeSqlite(headers) },
  { format: 'SQLite in WAL mode', write: (headers) => writeSqlite(headers, { writeAheadLog: true }) },
  { format: 'ndb', write: (headers) => writeNdb(headers) },
  { format: 'Berkeley DB', write: (headers) => writeBerkeley(headers) },
  { format: 'Berkeley DB of a big-endian machine', write: (headers) => writeBerkeley(headers, { bigEndian: true }) },
];

describe.each(formats)('an rpm database in $format', ({ write }) => {
  test('gives its packages in the order of installation, with their files', () => {
    const digest = 'd41d8cd98f00b204e9800998ecf8427e';
    const facts = analyse(
      write([
        packageHeader({ name: 'zlib', version: '1.2.11', release: '40.el9' }),
        packageHeader({
          name: 'bash',
          epoch: 3,
          vendor: 'Rocky',
          modularityLabel: 'm:s:1:c',
          tags: [
            [1117, ['bash', 'sh']],
            [1118, ['/usr/bin/']],
            [1116, [0, 0]],
            [1035, [digest, '']],
          ],
        }),
      ]),
    );
    expect(facts).toEqual({
      packages: [
        {
          name: 'zlib',
          version: '1.2.11-40.el9',
          purl: 'pkg:rpm/zlib@1.2.11-40.el9?arch=x86_64&upstream=zlib-1.2.11-40.el9.src.rpm',
          type: 'rpm',
          arch: 'x86_64',
          source: { name: 'zlib', version: '1.2.11-40.el9' },
          licences: ['GPL-3.0-or-later'],
        },
        {
          name: 'bash',
          version: '3:5.1.8-9.el9',
          purl: 'pkg:rpm/bash@5.1.8-9.el9?arch=x86_64&epoch=3&upstream=bash-5.1.8-9.el9.src.rpm',
          type: 'rpm',
          arch: 'x86_64',
          source: { name: 'bash', version: '3:5.1.8-9.el9' },
          licences: ['GPL-3.0-or-later'],
          properties: { modularitylabel: 'm:s:1:c', vendor: 'Rocky' },
        },
      ],
      owned: [
        {
          package: 'bash',
          arch: 'x86_64',
          files: [{ path: '/usr/bin/bash', checksum: `md5:${digest}` }, { path: '/usr/bin/sh' }],
        },
      ],
    });
  });

  test('reads hundreds of packages with headers of all lengths', () => {
    const headers = Array.from({ length: 200 }, (_, i) =>
      packageHeader({ name: `p${i}`, padding: (i * 997) % 30_000 }),
    );
    const facts = analyse(write(headers));
    expect(facts.problems).toBeUndefined();
    expect(facts.packages?.map(({ name }) => name)).toEqual(headers.map((_, i) => `p${i}`));
  });

  test('does not count the keys that rpm trusts', () => {
    const key = packageHeader({ name: 'gpg-pubkey', version: 'fd431d51', release: '4ae0493b' });
    expect(analyse(write([key, packageHeader()])).packages?.map(({ name }) => name)).toEqual(['bash']);
  });

  test('keeps several versions of one package apart', () => {
    const headers = ['1', '2'].map((release) => packageHeader({ name: 'kernel', release }));
    expect(analyse(write(headers)).packages?.map(({ version }) => version)).toEqual(['5.1.8-1', '5.1.8-2']);
  });

  test('may have no packages', () => {
    expect(analyse(write([]))).toEqual({ packages: [] });
  });

  test('reports a broken header with its place and gives the other packages', () => {
    const facts = analyse(write([packageHeader({ name: 'a' }), Buffer.alloc(64, 0xff), packageHeader({ name: 'c' })]));
    expect(facts.packages?.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(facts.problems).toHaveLength(1);
    expect(facts.problems?.[0]?.where).toMatch(/^\/var\/lib\/rpm\/rpmdb\.sqlite, (page|slot) \d/);
    expect(facts.problems?.[0]?.what).toBe('header with 4294967295 entries');
    expect(facts.problems?.[0]?.fatal).toBeUndefined();
  });

  test('allows no verdict when all its headers are broken', () => {
    const facts = analyse(write([Buffer.alloc(64), Buffer.alloc(64)]));
    expect(facts.packages).toEqual([]);
    expect(facts.problems).toHaveLength(3);
    expect(facts.problems?.at(-1)).toMatchObject({ where: `/${path}`, fatal: true });
  });

  test('never throws, whatever byte changes or is missing', () => {
    const sound = write(Array.from({ length: 6 }, (_, i) => packageHeader({ name: `p${i}`, padding: 3000 })));
    const change = fc.record({
      at: fc.nat(sound.length - 1),
      value: fc.integer({ min: 0, max: 255 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.nat(sound.length), (changes, length) => {
        const bytes = Buffer.from(sound);
        for (const { at, value } of changes) bytes.writeUInt8(value, at);
        const facts = analyse(bytes.subarray(0, length));
        expect(facts.packages).toBeDefined();
        expect(facts.packages?.length).toBeLessThanOrEqual(6);
      }),
      { numRuns: 300 },
    );
  });

  test('that is cut off never passes for whole', () => {
    const headers = Array.from({ length: 6 }, (_, i) => packageHeader({ name: `p${i}`, padding: 3000 }));
    const sound = write(headers);
    for (let length = 0; length < sound.length - 4096; length += 1021) {
      const { packages = [], problems = [] } = analyse(sound.subarray(0, length));
      expect(packages.length === 6 || problems.length > 0, `${length} bytes`).toBe(true);
    }
  });
});

describe('a file in the place of an rpm database', () => {
  test.each([
    ['is empty', Buffer.alloc(0)],
    ['is text', Buffer.from('not a database\n')],
    [
      'is a Berkeley DB b-tree',
      (() => {
        const bytes = Buffer.alloc(4096);
        bytes.writeUInt32LE(0x053162, 12);
        return bytes;
      })(),
    ],
  ])('allows no verdict when it %s', (_, bytes) => {
    expect(analyse(bytes)).toEqual({
      packages: [],
      problems: [
        {
          where: `/${path}`,
          what: 'the rpm database cannot be read: neither SQLite nor ndb nor a Berkeley DB hash',
          fatal: true,
        },
      ],
    });
  });

  test('may have the name of another format', () => {
    const facts = rpmDatabase.analyse({ path: 'usr/lib/sysimage/rpm/Packages', bytes: writeNdb([packageHeader()]) });
    expect(facts?.packages).toHaveLength(1);
  });

  test('is looked for in the folders of rpm, of its new home and of rpm-ostree', () => {
    expect(rpmDatabase.interest.paths).toHaveLength(9);
    expect(rpmDatabase.interest.paths).toContain('var/lib/rpm/Packages');
    expect(rpmDatabase.interest.paths).toContain('usr/lib/sysimage/rpm/Packages.db');
    expect(rpmDatabase.interest.paths).toContain('usr/share/rpm/rpmdb.sqlite');
  });
});

describe('an rpm database made to cost time or memory', () => {
  const fatal = (what: string) => ({
    where: `/${path}`,
    what: `the rpm database cannot be read: ${what}`,
    fatal: true,
  });

  test('is given up after ten thousand problems, and says so', () => {
    const bytes = writeNdb([], 40);
    bytes.fill(0, 32);
    const facts = analyse(bytes);
    expect(facts.problems).toHaveLength(52);
    expect(facts.problems?.at(-1)).toEqual(fatal('more than 10000 problems'));
  });

  test('is given up after a hundred thousand records, and says so', () => {
    const key = packageHeader({ name: 'gpg-pubkey', version: '1', release: '1' });
    const facts = analyse(writeSqlite([packageHeader(), ...Array.from({ length: 100_000 }, () => key)]));
    expect(facts.packages?.map(({ name }) => name)).toEqual(['bash']);
    expect(facts.problems).toEqual([fatal('more than 100000 packages')]);
  });

  test('is given up when so many slots name the same bytes', () => {
    const bytes = writeNdb([packageHeader()], 400);
    for (let at = 48; at < 400 * 4096; at += 16) bytes.copy(bytes, at, 32, 48);
    expect(analyse(bytes)).toEqual({ packages: [], problems: [fatal('more than 100000 packages')] });
  });
});

describe('a package in an rpm database', () => {
  function analysePackage(...parameters: Parameters<typeof packageHeader>) {
    const facts = analyse(writeNdb([packageHeader(...parameters), packageHeader({ name: 'other' })]));
    return { found: facts.packages?.filter(({ name }) => name !== 'other'), problems: facts.problems ?? [] };
  }

  test.each([
    ['no name', [[1000, '']], 'no name'],
    ['a name with a line break', [[1000, 'a\nb']], 'name is too long or has blanks or control characters'],
    ['a name that hides text', [[1000, 'a\u202eb']], 'name is too long or has blanks or control characters'],
    ['an endless name', [[1000, 'a'.repeat(513)]], 'name is too long or has blanks or control characters'],
    ['a number for a name', [[1000, 7]], 'tag 1000 has type 4, not a string'],
    ['no version', [[1001, '']], 'no version'],
    ['no release', [[1002, '']], 'no release'],
    ['a text for an epoch', [[1003, '1']], 'tag 1003 has type 6, not a number'],
  ] as [string, [number, string | number][], string][])('with %s is reported and left out', (_, tags, what) => {
    expect(analysePackage({ tags })).toEqual({
      found: [],
      problems: [{ where: `/${path}, slot 2`, what }],
    });
  });

  test.each([
    [1022, 7, 'arch'],
    [1044, 7, 'source'],
    [1044, 'a b', 'source'],
  ] as [number, number | string, string][])('with a broken tag %i keeps the rest', (tag, value, field) => {
    const { found, problems } = analysePackage({ tags: [[tag, value]] });
    expect(found).toMatchObject([{ name: 'bash', version: '5.1.8-9.el9' }]);
    expect(found?.[0]).not.toHaveProperty(field);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.where).toBe(`/${path}, slot 2 (bash)`);
  });

  test('may have neither licence nor vendor', () => {
    const header = writeRpmHeader(
      new Map([
        [1000, 'a'],
        [1001, '1'],
        [1002, '2'],
      ]),
    );
    expect(analyse(writeNdb([header]))).toEqual({
      packages: [{ name: 'a', version: '1-2', purl: 'pkg:rpm/a@1-2', type: 'rpm', licences: [] }],
    });
  });

  test('has its licence and vendor on one line', () => {
    const { found } = analysePackage({ licence: 'GPLv2+\nand\u001b MIT ', vendor: '(none)' });
    expect(found?.[0]?.licences).toEqual(['GPLv2+ and  MIT']);
    expect(found?.[0]).not.toHaveProperty('properties');
  });

  test('has epoch 0 like none', () => {
    expect(analysePackage({ epoch: 0 }).found?.[0]).toMatchObject({
      version: '5.1.8-9.el9',
      purl: 'pkg:rpm/bash@5.1.8-9.el9?arch=x86_64&upstream=bash-5.1.8-9.el9.src.rpm',
    });
  });
});
