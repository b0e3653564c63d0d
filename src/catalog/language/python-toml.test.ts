import { describe, expect, test } from 'vitest';
import { ProblemList } from '../problem-list.ts';
import { asList } from './json-value.ts';
import { parseTomlLock } from './python-toml.ts';

function parse(text: string | Buffer) {
  const problems = new ProblemList('x.lock');
  const table = parseTomlLock(Buffer.from(text), '[[package]]', problems);
  return { names: asList(table?.['package']).map((item) => (item as { name?: unknown }).name), ...problems.facts() };
}

const entry = (name: string) => `[[package]]\nname = "${name}"\n\n`;
const good = entry('a') + entry('b');
const broken = (line: number) => [
  { where: `/x.lock:${line}`, what: 'not valid TOML: only the entries before it were read' },
];

describe('a TOML lock file', () => {
  test('is read whole', () => {
    expect(parse(good)).toEqual({ names: ['a', 'b'] });
    expect(parse(`\uFEFF${good.replaceAll('\n', '\r\n')}`)).toEqual({ names: ['a', 'b'] });
    expect(parse('')).toEqual({ names: [] });
  });

  test('with damage is read up to the entry with the damage', () => {
    expect(parse(`${good}[[package]]\nname = "c"\nversion = \n\n${entry('d')}`)).toEqual({
      names: ['a', 'b'],
      problems: broken(9),
    });
  });

  test.each(['version = "1', 'x = [\n  1,', 'x = """\n', '[package', 'name', '[[package]]'])(
    'that ends with %s is read up to the entry before',
    (end) => {
      const facts = parse(good + end);
      expect(facts.names.slice(0, 1)).toEqual(['a']);
      expect(facts.problems?.length ?? 0).toBe(end === '[[package]]' ? 0 : 1);
    },
  );

  test('that is broken from the beginning gives nothing', () => {
    expect(parse(`= 1\n${good}`)).toEqual({ names: [], problems: broken(1) });
    expect(parse('<html>')).toEqual({ names: [], problems: broken(1) });
    expect(parse(Buffer.from([0, 0xff, 0xfe, 0x80]))).toMatchObject({ names: [], problems: [{}] });
  });

  test('of a bomb is not read', () => {
    expect(parse(`a = [${'[],'.repeat(250_000)}]`).problems).toEqual([
      { where: '/x.lock', what: 'more than 500000 values: not read' },
    ]);
    expect(parse(`a = ${'['.repeat(60)}${']'.repeat(60)}`).problems).toHaveLength(1);
    expect(parse(`${good}${'[a.'.repeat(10_000)}`).names).toEqual(['a']);
  });

  test('has prototypes for names', () => {
    expect(parse(`${good}[__proto__]\nx = 1\n[constructor.prototype]\ny = 1\n`).names).toEqual(['a', 'b']);
    expect(({} as { x?: unknown; y?: unknown }).x ?? ({} as { y?: unknown }).y).toBeUndefined();
  });
});
