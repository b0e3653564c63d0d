import { expect, test } from 'vitest';
import type { LayerFacts } from './layer-facts.ts';
import { skipPaths } from './skip-paths.ts';

const layers: LayerFacts[] = [
  {
    layer: { index: 0 },
    tree: { entries: '', whiteouts: [], opaque: [] },
    facts: ['app/package.json', 'app/test/a/package.json', 'opt/x.jar'].map((path) => ({ analyser: 'x', path })),
    problems: [],
  },
];

test.each([
  [[], 3],
  [['/app/test/**'], 2],
  [['app/**', '/opt/*.jar'], 0],
  [['**/*.jar'], 2],
  [['/app'], 3],
])('%j leaves %i', (globs, left) => {
  const { layers: kept, skipped } = skipPaths(layers, globs);
  expect(kept[0]?.facts).toHaveLength(left);
  expect(skipped).toBe(3 - left);
});
