import { expect, test } from 'vitest';
import { withUndividedGraph } from './undivided-graph.ts';

function locked(key: string, needs: string[] = []) {
  return {
    key,
    package: { name: key, version: '1', purl: `pkg:gem/${key}@1`, type: 'gem' as const, licences: [] },
    needs,
  };
}

test('tells what is direct and the way to the rest, and nothing of development', () => {
  const packages = withUndividedGraph([locked('a', ['b']), locked('b'), locked('c')], new Set(['a']));
  expect(packages.map(({ direct, path }) => [direct, path])).toEqual([
    [true, ['a@1']],
    [false, ['a@1', 'b@1']],
    [false, undefined],
  ]);
  expect(packages.some((item) => 'dev' in item)).toBe(false);
});
