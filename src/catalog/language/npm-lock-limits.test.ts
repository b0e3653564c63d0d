import { expect, test } from 'vitest';
import { ProblemList } from '../problem-list.ts';
import { LockLimits } from './npm-lock-limits.ts';

test('200,000 packages are taken, and one problem says that there are more', () => {
  const problems = new ProblemList('x');
  const limits = new LockLimits(problems);
  let taken = 0;
  for (let at = 0; at < 200_000; at += 1) if (limits.takePackage()) taken += 1;
  expect(taken).toBe(200_000);
  expect(problems.facts()).toEqual({});
  expect(limits.takePackage() || limits.takePackage()).toBe(false);
  expect(problems.facts().problems).toEqual([{ where: '/x', what: 'more than 200000 packages: the rest is not read' }]);
});

test('a million dependencies are taken, and one problem says that there are more', () => {
  const problems = new ProblemList('x');
  const limits = new LockLimits(problems);
  const names = Array.from({ length: 600_000 }, (_, at) => at);
  expect(limits.takeEdges(names)).toHaveLength(600_000);
  expect(limits.takeEdges([])).toEqual([]);
  expect(limits.takeEdges(names)).toHaveLength(400_000);
  expect(limits.takeEdges(names)).toEqual([]);
  expect(problems.facts().problems).toEqual([
    { where: '/x', what: 'more than 1000000 dependencies between packages: the rest is not read' },
  ]);
});
