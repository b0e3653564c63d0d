import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ProblemList } from '../problem-list.ts';
import { readPnpmLock, type PnpmValue } from './pnpm-lock-text.ts';

function read(text: string | Buffer) {
  const problems = new ProblemList('x.yaml');
  const documents = readPnpmLock(Buffer.from(text), problems);
  return {
    documents,
    problems: problems.facts().problems?.map(({ where, what }) => `${where.split(':')[1]} ${what}`) ?? [],
  };
}

/** The maps as objects, without what is not read: lists. */
function plain(value: PnpmValue | undefined): unknown {
  return value instanceof Map ? Object.fromEntries([...value].map(([key, item]) => [key, plain(item)])) : value;
}

/** What a complete YAML parser makes of it: text for every scalar, no lists. */
function byYaml(text: string): unknown {
  const strip = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, item]) => !Array.isArray(item))
            .map(([key, item]) => [key, strip(item)]),
        )
      : value;
  return strip(parse(text, { schema: 'failsafe' }));
}

describe('as a complete YAML parser reads it', () => {
  test.each(['pnpm-5.lock', 'pnpm-6.lock', 'pnpm-9.lock'])('%s', (name) => {
    const text = readFileSync(join(import.meta.dirname, 'fixtures/npm', name), 'utf8');
    const { documents, problems } = read(text);
    expect(problems).toEqual([]);
    expect(plain(documents[0])).toEqual(byYaml(text));
  });

  test.each([
    ['quoted keys and values', `'@s/a@1': 'it''s'\n"b: c": "x\\ny"\n'd': {}\n`],
    [
      'a flow map that Prettier broke over lines',
      'a:\n  resolution:\n    {\n      integrity: sha512-x==,\n      tarball: https://x/y.tgz,\n    }\n  b: c\n',
    ],
    ['a flow map with blanks', 'a: { b: c, "d": \'e\' }\nf: g\n'],
    ['keys with colons', 'a@git+https://x/y.git#1:\n  version: file:../a:b\n'],
    ['a long key', "? 'a(b)'\n: dependencies:\n    c: d\n  dev: true\ne: f\n"],
    ['a long key with an empty map', '? a\n: {}\nb: c\n'],
    ['comments', '# x\na: b # c\n\n# d\ne:\n  # f\n  g: h\n'],
    ['lines that end like those of Windows', 'a:\r\n  b: c\r\n'],
  ])('%s', (_, text) => {
    const { documents, problems } = read(text);
    expect(problems).toEqual([]);
    expect(plain(documents[0])).toEqual(byYaml(text));
  });
});

test('texts of several lines are left out, whatever they look like', () => {
  const { documents, problems } = read(
    'a:\n  deprecated: |-\n    b: c\n    - d\n  e: f\n  g:\n    some long text\n    with: colons\n  h: i\n',
  );
  expect(problems).toEqual([]);
  expect(plain(documents[0])).toEqual({ a: { e: 'f', g: {}, h: 'i' } });
});

test('lists are left out, indented or not', () => {
  const { documents, problems } = read('a:\n  - b: c\n    d: e\n  - f\ng:\n- h\n- i: j\nk: l\nm: [n]\n');
  expect(problems).toEqual([]);
  expect(plain(documents[0])).toEqual({ a: {}, g: {}, k: 'l' });
});

test('documents are apart', () => {
  expect(read('---\na: b\n---\nc: d\n').documents.map(plain)).toEqual([{ a: 'b' }, { c: 'd' }]);
});

describe('broken and hostile files', () => {
  test('a line in no known form is located', () => {
    expect(read('a: b\nnonsense\n<<<<<<< HEAD\n\0\u0007').problems).toEqual([
      '2 not a line of a lock file: nonsense',
      '3 a merge conflict that nobody resolved: both sides are read',
      '4 not a line of a lock file: \uFFFD\uFFFD',
    ]);
  });

  test('brackets that do not end, at the end and before it', () => {
    expect(read('a: {b: c\n').problems).toEqual([]);
    expect(read(`a: {\n${'b: c,\n'.repeat(20_000)}`).problems[0]).toMatch(/a value in brackets that does not end$/);
  });

  test('nesting and line length are bounded', () => {
    const deep = Array.from({ length: 5000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n');
    expect(read(deep).problems).toEqual(['17 nested deeper than 16 levels: not read']);
    expect(read(`${'a'.repeat(300_000)}: b\nc: d\n`)).toMatchObject({ problems: ['1 line too long'] });
  });

  test('keys are bounded', () => {
    const { problems } = read('a:\n'.repeat(1_000_010));
    expect(problems).toEqual(['1000001 more than 1000000 keys: the rest is not read']);
  });

  test('names that objects inherit are keys like others', () => {
    const [document] = read('__proto__:\n  a: b\nconstructor: c\n').documents;
    expect(document?.get('constructor')).toBe('c');
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  test('anchors, aliases and tags are plain text', () => {
    expect(plain(read('a: &x y\nb: *x\nc: !!js/function z\n').documents[0])).toEqual({
      a: '&x y',
      b: '*x',
      c: '!!js/function z',
    });
  });
});
