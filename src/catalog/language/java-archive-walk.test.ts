import { describe, expect, test } from 'vitest';
import { bufferAccess } from '#kit/zip';
import { makeZip } from '../../../test/fixtures/zip-writer.ts';
import { ProblemList } from '../problem-list.ts';
import { javaArchiveLimits, JavaArchiveWalk, type JavaArchiveLimits } from './java-archive-walk.ts';

function walk(bytes: Buffer, limits: Partial<JavaArchiveLimits> = {}) {
  const problems = new ProblemList('x.jar');
  const archives = [
    ...new JavaArchiveWalk(problems, { ...javaArchiveLimits, ...limits }).archives(bufferAccess(bytes), 'x.jar'),
  ];
  return { places: archives.map(({ place }) => place), archives, problems: problems.facts().problems ?? [] };
}

const empty = makeZip([]);
const said = (result: { problems: { what: string }[] }) => result.problems.map(({ what }) => what);

test('archives inside archives, stored and deflated, by any of the endings, outer before inner', () => {
  const inner = makeZip([{ name: 'lib/c.jar', content: empty }]);
  const bytes = makeZip([
    { name: 'BOOT-INF/lib/a.jar', content: inner, method: 0 },
    { name: 'WEB-INF/lib/b.WAR', content: inner },
    { name: 'readme.txt', content: inner },
    { name: 'folder.jar/', content: Buffer.alloc(0) },
  ]);
  expect(walk(bytes)).toMatchObject({
    problems: [],
    places: [
      'x.jar',
      'x.jar!/BOOT-INF/lib/a.jar',
      'x.jar!/BOOT-INF/lib/a.jar!/lib/c.jar',
      'x.jar!/WEB-INF/lib/b.WAR',
      'x.jar!/WEB-INF/lib/b.WAR!/lib/c.jar',
    ],
  });
});

test('a program that can be run has a script in front', () => {
  const inner = makeZip([{ name: 'a.jar', content: empty }], { prefix: Buffer.from('#!/bin/sh\nexit\n') });
  expect(walk(makeZip([{ name: 'run.jar', content: inner }])).places).toHaveLength(3);
});

test('classes are not unpacked: a damaged one is nobody’s business', () => {
  const damaged = { name: 'A.class', content: Buffer.from('class'), crc: 1, size: 9 };
  expect(
    walk(makeZip([damaged, { name: 'META-INF/MANIFEST.MF', content: Buffer.from('Bundle-Version: 1\n') }])),
  ).toMatchObject({ problems: [], archives: [{ manifest: new Map([['bundle-version', '1']]) }] });
});

describe('broken things inside are located, and the rest is read', () => {
  const good = { name: 'z.jar', content: empty };
  test.each([
    ['a cut-off archive', { name: 'a.jar', content: makeZip([good]).subarray(0, 40) }, 'no end record'],
    ['a wrong checksum', { name: 'a.jar', content: empty, crc: 1 }, 'checksum does not agree'],
    ['an encrypted one', { name: 'a.jar', content: empty, flags: 1 }, 'encrypted'],
    ['another method', { name: 'a.jar', content: empty, method: 12 }, 'packed by method 12'],
    ['a manifest that is damaged', { name: 'META-INF/MANIFEST.MF', content: empty, crc: 1 }, 'checksum does not agree'],
    ['a large descriptor', { name: 'a/pom.properties', content: Buffer.alloc(70_000) }, 'more than 65536 bytes'],
  ])('%s', (_, member, what) => {
    const result = walk(makeZip([member, good]));
    expect(result.places).toEqual(['x.jar', 'x.jar!/z.jar']);
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]).toMatchObject({ where: '/x.jar' });
    expect(result.problems[0]?.what).toContain(what);
    expect(result.problems[0]?.what).toContain(`x.jar!/${member.name}`);
  });

  test('a name that climbs out is said, and not read', () => {
    const result = walk(makeZip([{ name: '../up.jar', content: empty }, { name: '../up.txt', content: empty }, good]));
    expect(result.places).toEqual(['x.jar', 'x.jar!/z.jar']);
    expect(said(result)).toEqual(['x.jar!/../up.jar has an unusable name and is not read']);
  });

  test('a file that only has such a name', () => {
    const members = [{ name: 'a.jar', content: Buffer.from('version https://git-lfs') }, good];
    expect(walk(makeZip([...members, { name: 'b.jar', content: Buffer.alloc(0) }]))).toMatchObject({
      problems: [],
      places: ['x.jar', 'x.jar!/z.jar'],
    });
  });
});

describe('limits: said once each, and what was found before is kept', () => {
  function nestedDeep(levels: number): Buffer {
    let bytes = empty;
    for (let level = 0; level < levels; level += 1) bytes = makeZip([{ name: 'a.jar', content: bytes }]);
    return bytes;
  }

  test('a hundred archives inside each other', () => {
    const result = walk(nestedDeep(100));
    expect(result.places).toHaveLength(9);
    expect(said(result)).toEqual(['archives nested more than 8 deep: the rest is not read']);
    expect(said(walk(nestedDeep(8)))).toEqual([]);
  });

  test('many archives', () => {
    const many = makeZip(Array.from({ length: 30 }, (_, at) => ({ name: `${at}.jar`, content: empty })));
    const result = walk(many, { archives: 10 });
    expect(result.places).toHaveLength(10);
    expect(said(result)).toEqual(['more than 10 archives in one file: the rest is not read']);
  });

  test('a tree that unpacks to far more than it is', () => {
    const leaf = makeZip([{ name: 'META-INF/a.txt', content: Buffer.alloc(1 << 20), method: 0 }]);
    let bytes = leaf;
    for (let level = 0; level < 6; level += 1) {
      bytes = makeZip(Array.from({ length: 8 }, (_, at) => ({ name: `${at}.jar`, content: bytes })));
    }
    const result = walk(bytes, { bytes: 8 << 20 });
    expect(said(result)).toContain('nested archives of more than 8388608 bytes: the rest is not read');
    expect(result.places.length).toBeLessThan(1000);
  });

  test('a member that unpacks to more than its directory says', () => {
    const bomb = makeZip([{ name: 'a.jar', content: Buffer.alloc(50 << 20), size: 1000 }]);
    expect(said(walk(bomb))[0]).toContain('damaged or larger than its directory says');
  });

  test('members of all archives together', () => {
    const members = Array.from({ length: 60 }, (_, at) => ({
      name: `${at}.class`,
      content: Buffer.alloc(0),
      method: 0,
    }));
    const inner = makeZip(members);
    const result = walk(
      makeZip([
        { name: 'a.jar', content: inner },
        { name: 'b.jar', content: inner },
      ]),
      { members: 100 },
    );
    expect(result.places).toEqual(['x.jar', 'x.jar!/a.jar']);
    expect(said(result)[0]).toContain('has 60 members, more than 38');
  });

  test('descriptors', () => {
    const members = Array.from({ length: 9 }, (_, at) => ({ name: `${at}/pom.properties`, content: Buffer.alloc(0) }));
    expect(said(walk(makeZip(members), { descriptors: 5 }))).toEqual([
      'more than 5 pom.properties in one file: the rest is not read',
    ]);
  });
});

test('what a message quotes of an archive is one line', () => {
  const members = [
    { name: 'a\u202Eb', content: empty },
    { name: 'c', content: empty },
  ];
  const inner = makeZip(members, { sameOffset: true });
  const what = said(walk(makeZip([{ name: 'lib/\u202Ea.jar', content: inner }])));
  expect(what).toHaveLength(1);
  expect(what[0]).not.toMatch(/\p{Cf}/u);
});

test('a file name counts whole, however long the way to it', () => {
  let bytes = makeZip([]);
  for (let level = 0; level < 8; level += 1)
    bytes = makeZip([{ name: `${'x/'.repeat(100)}a-1.0.jar`, content: bytes }]);
  expect(walk(bytes).archives.at(-1)).toMatchObject({ depth: 8, fileName: { artifact: 'a', version: '1.0' } });
});

test('members that share their bytes are refused', () => {
  const members = [
    { name: 'a.jar', content: empty },
    { name: 'b.jar', content: empty },
  ];
  expect(() => walk(makeZip(members, { sameOffset: true }))).toThrow('overlaps another');
});

test('archives that double at each level end at the limits', () => {
  let bytes = empty;
  for (let level = 0; level < 12; level += 1) {
    bytes = makeZip([
      { name: 'r/r.jar', content: bytes },
      { name: 's/r.jar', content: bytes },
    ]);
  }
  const result = walk(bytes, { archives: 300 });
  expect(result.places).toHaveLength(300);
  expect(said(result)).toEqual([
    'archives nested more than 8 deep: the rest is not read',
    'more than 300 archives in one file: the rest is not read',
  ]);
});
