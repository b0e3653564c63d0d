import { describe, expect, test } from 'vitest';
import { ProblemList, quoted } from './problem-list.ts';

describe('problems of a file', () => {
  test('are located by line, with what was found there', () => {
    const problems = new ProblemList('etc/x');
    problems.add('odd', 3, 'a\u001B[2J');
    problems.add('odd', 4, '');
    problems.add('cut off');
    expect(problems.facts()).toEqual({
      problems: [
        { where: '/etc/x:3', what: 'odd: a\uFFFD[2J' },
        { where: '/etc/x:4', what: 'odd' },
        { where: '/etc/x', what: 'cut off' },
      ],
    });
  });

  test('are no field at all when there are none', () => {
    expect(new ProblemList('x').facts()).toEqual({});
  });

  test('are 50 at most, the rest counted; a fatal one is always there, first', () => {
    const problems = new ProblemList('x');
    for (let line = 1; line <= 1000; line++) problems.add('odd', line);
    problems.addFatal('nothing');
    const found = problems.facts().problems ?? [];
    expect(found).toHaveLength(52);
    expect(found[0]).toEqual({ where: '/x', what: 'nothing', fatal: true });
    expect(found.at(-1)).toEqual({ where: '/x', what: '950 further problems are not listed' });
  });

  test('name the file without what its name could do to a terminal', () => {
    const problems = new ProblemList('a\n\u001B]0;b');
    problems.add('odd');
    expect(problems.facts().problems?.[0]?.where).toBe('/a\uFFFD\uFFFD]0;b');
  });
});

describe('quoted text', () => {
  test('is cut', () => {
    expect(quoted('x'.repeat(1000))).toBe(`${'x'.repeat(60)}…`);
    expect(quoted('x'.repeat(60))).toBe('x'.repeat(60));
  });

  test('has no line separators, direction marks, zero-width characters or half surrogates', () => {
    expect(quoted('a\u2028b\u202Ec\u200Bd\uD800e\u0085')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFD');
  });

  test('keeps letters of all scripts', () => {
    expect(quoted('ünï 漢字 😀')).toBe('ünï 漢字 😀');
  });
});
