import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bufferAccess } from '#kit/stream';
import { type Fixture, fileOf } from '../../../test/fixtures/binaries/excerpt.ts';
import type { Classifier } from './classifier.ts';
import { classifiers } from './classifiers.ts';
import { BinaryClassifiers } from './classify.ts';

const fixtureFolder = join(import.meta.dirname, '../../../test/fixtures/binaries/excerpts');
const ids = classifiers.map(({ id }) => id);
const fixtures = new Map(ids.map((id) => [id, readFixture(id)]));
const everything = new BinaryClassifiers(classifiers);

function readFixture(id: string): Fixture | undefined {
  try {
    return JSON.parse(readFileSync(join(fixtureFolder, `${id}.json`), 'utf8')) as Fixture;
  } catch {
    return undefined;
  }
}

interface Judged {
  file: string;
  expected: ReadonlySet<string>;
  found: ReadonlySet<string>;
}

function judge(
  file: string,
  path: string,
  bytes: Buffer,
  expected: Readonly<Record<string, readonly string[]>>,
): Judged {
  return {
    file,
    expected: new Set(
      Object.entries(expected).flatMap(([id, versions]) => versions.map((version) => `${id} ${version}`)),
    ),
    found: new Set(
      everything.classify(path, bufferAccess(bytes)).map(({ classifier, version }) => `${classifier.id} ${version}`),
    ),
  };
}

const judged = [...fixtures].flatMap(([id, fixture]) => {
  if (fixture === undefined) return [];
  const { excerpts, lookAlike } = fixture;
  const texts = lookAlike.excerpt?.parts.map(([, text]) => text) ?? lookAlike.texts?.map((text) => `\0${text}\0`) ?? [];
  return [
    ...excerpts.map((item) =>
      judge(`${item.package}: ${item.path}`, item.path, fileOf(item.parts.map(([, text]) => text)), item.found),
    ),
    judge(`look-alike of ${id}: ${lookAlike.as}`, lookAlike.as, fileOf(texts), lookAlike.excerpt?.found ?? {}),
  ];
});

interface Row {
  id: string;
  expected: number;
  right: number;
  wrong: number;
}

function rowOf({ id }: Classifier): Row {
  const own = (set: ReadonlySet<string>) => [...set].filter((item) => item.startsWith(`${id} `));
  const row = { id, expected: 0, right: 0, wrong: 0 };
  for (const { expected, found } of judged) {
    row.expected += own(expected).length;
    row.right += own(found).filter((item) => expected.has(item)).length;
    row.wrong += own(found).filter((item) => !expected.has(item)).length;
  }
  return row;
}

test('every classifier finds what is there and nothing else, over all fixtures', () => {
  const rows = classifiers.map(rowOf);
  const percent = (part: number, whole: number) => (whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} %`);
  const lines = rows.map((row) =>
    [
      row.id.padEnd(16),
      String(row.expected).padStart(4),
      percent(row.right, row.expected).padStart(8),
      percent(row.right, row.right + row.wrong).padStart(8),
    ].join('  '),
  );
  process.stdout.write(`classifier        real    recall  precision\n${lines.join('\n')}\n`);
  expect(
    judged.filter(({ expected, found }) => [...expected].toSorted().join() !== [...found].toSorted().join()),
  ).toEqual([]);
  expect(rows.filter(({ right, wrong, expected }) => right !== expected || wrong > 0 || expected === 0)).toEqual([]);
});

describe.each(classifiers)('$id', ({ id, files, versions, also }) => {
  const fixture = fixtures.get(id);

  test('has real files of two versions from two builders', () => {
    const own = (fixture?.excerpts ?? []).filter(({ found }) => Object.hasOwn(found, id));
    expect(own.length, 'every file of its fixture has it').toBe(fixture?.excerpts.length);
    expect(new Set(own.flatMap(({ found }) => found[id] ?? [])).size).toBeGreaterThanOrEqual(2);
    expect(new Set(own.map(({ builder }) => builder)).size).toBeGreaterThanOrEqual(2);
  });

  test('has a look-alike in which it is not', () => {
    expect(fixture?.lookAlike.excerpt !== undefined || (fixture?.lookAlike.texts ?? []).length > 0).toBe(true);
    expect(Object.keys(fixture?.lookAlike.excerpt?.found ?? {})).not.toContain(id);
  });

  test('is looked for under a name, or by more than a bare version', () => {
    expect(versions.length).toBeGreaterThan(0);
    const bare = versions.some((rule) => 'standalone' in rule);
    expect(files !== undefined || !bare || (also ?? []).length > 0).toBe(true);
  });

  test('sees at most 256 bytes beside its anchor', () => {
    for (const rule of versions) {
      if (!('anchor' in rule)) continue;
      expect((rule.before ?? 0) + rule.anchor.length + (rule.after ?? 32)).toBeLessThanOrEqual(256);
    }
  });
});

/** What Debian itself says is an oracle that no classifier has touched; where it says something else, here is why. */
const toldOtherwise = new Map([
  ['bash 5.1', '5.1.4'], // Debian leaves out the patch level.
  ['libgcrypt 1.8.7', '1.8.8'], // Debian's 1.8.7-6 calls itself so.
  ['openssh 10.0p1', '10.0p2'], // Debian's 10.0p1-7 calls itself so.
  ['proftpd 1.3.8.c', '1.3.8c'],
  ['imagemagick 6.9.11.60', '6.9.11-60'],
  ['imagemagick 7.1.1.43', '7.1.1-43'],
]);

/** Upstream version of a Debian package's file name: without epoch, revision and what repacking adds. */
function upstreamVersion(name: string): string {
  const version = decodeURIComponent(name.split('_')[1] ?? '').replace(/^\d+:/, '');
  const really = /[+.]really([\d.]+)/.exec(version)?.[1];
  return really ?? version.replace(/[-~+].*$/, '').replace(/\.dfsg$/, '');
}

/** Debian has MySQL in unstable only. */
const onceInDebian = new Set(['mysql']);

test.each([...fixtures])('%s finds the version that Debian gives its package', (id, fixture) => {
  const debian = (fixture?.excerpts ?? []).filter(({ builder }) => !['pip', 'npm', 'maven'].includes(builder));
  expect(debian.length).toBeGreaterThanOrEqual(onceInDebian.has(id) ? 1 : 2);
  for (const excerpt of debian) {
    const upstream = upstreamVersion(excerpt.package);
    expect(excerpt.found[id], excerpt.package).toEqual([toldOtherwise.get(`${id} ${upstream}`) ?? upstream]);
  }
});

test('the list has every classifier of the folder, once, sorted', async () => {
  const files = readdirSync(join(import.meta.dirname, 'classifiers')).map((file) => file.replace(/\.ts$/, ''));
  expect(ids).toEqual(files.toSorted());
  for (const id of ids) {
    const exports = (await import(join(import.meta.dirname, 'classifiers', `${id}.ts`))) as Record<string, Classifier>;
    expect(Object.values(exports).map((classifier) => classifier.id)).toEqual([id]);
  }
});

test('no fixture is left over from a classifier that is gone', () => {
  expect(readdirSync(fixtureFolder).toSorted()).toEqual(ids.map((id) => `${id}.json`).toSorted());
});
