import { describe, expect, test } from 'vitest';
import { withGraph, type LockedPackage } from './locked-packages.ts';

function locked(key: string, needs: string[] = []): LockedPackage {
  const item = { name: key, version: '1', purl: `pkg:npm/${key}@1`, type: 'npm' as const, licences: [] };
  return { key, package: item, needs };
}

const graph = [locked('a', ['b', 'c']), locked('b', ['c']), locked('c'), locked('d', ['c', 'e']), locked('e', ['d'])];

describe('the graph of a lock file', () => {
  const packages = withGraph(graph, [
    { key: 'd', dev: true },
    { key: 'a', dev: false },
  ]);
  const of = (name: string) => packages.find((item) => item.name === name);

  test('what the project names itself is direct', () => {
    expect(packages.filter(({ direct }) => direct).map(({ name }) => name)).toEqual(['a', 'd']);
  });

  test('what production needs is not for development, also where development needs it first', () => {
    expect(packages.map(({ name, dev }) => [name, dev])).toEqual([
      ['a', false],
      ['b', false],
      ['c', false],
      ['d', true],
      ['e', true],
    ]);
  });

  test('the path is a shortest one, itself last', () => {
    expect(of('c')?.path).toEqual(['a@1', 'c@1']);
    expect(of('a')?.path).toEqual(['a@1']);
  });

  test('edges are purls; a circle ends', () => {
    expect(of('e')?.dependsOn).toEqual(['pkg:npm/d@1']);
    expect(of('c')).not.toHaveProperty('dependsOn');
  });

  test('all are declared', () => expect(new Set(packages.map(({ scope }) => scope))).toEqual(new Set(['declared'])));
});

test('what development names and production needs through others is direct, and its own path', () => {
  const packages = withGraph(graph, [
    { key: 'a', dev: false },
    { key: 'c', dev: true },
  ]);
  expect(packages.find(({ name }) => name === 'c')).toMatchObject({ direct: true, dev: false, path: ['c@1'] });
});

test('without roots nothing is said about direct, development and paths', () => {
  const [item] = withGraph([locked('a', ['missing'])], []);
  expect(item).toEqual({ ...locked('a').package, scope: 'declared' });
});

test('a way longer than 32 packages is not told, and costs nothing', () => {
  const chain = Array.from({ length: 50_000 }, (_, at) => locked(`p${at}`, [`p${at + 1}`]));
  const packages = withGraph(chain, [{ key: 'p0', dev: false }]);
  expect(packages[31]?.path).toHaveLength(32);
  expect(packages[32]).not.toHaveProperty('path');
});
