import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCase } from './run-case.test-kit.ts';

interface Suite {
  readonly name: string;
  readonly suites?: readonly Suite[];
  readonly tests?: readonly { readonly original: { readonly name?: string; readonly expr: string } }[];
}

const results = (tests.suites ?? []).flatMap((file) =>
  casesOf(file, file.name).map(({ path, data }) => ({ file: file.name, path, ...runCase(data) })),
);

function casesOf(suite: Suite, path: string): { path: string; data: { name?: string; expr: string } }[] {
  const own = (suite.tests ?? []).map(({ original }) => ({ path: `${path}/${original.name ?? ''}`, data: original }));
  return [...own, ...(suite.suites ?? []).flatMap((inner) => casesOf(inner, `${path}/${inner.name}`))];
}

describe('the conformance suite of cel-spec', () => {
  test('is all there', () => {
    expect(results.length).toBeGreaterThan(2300);
  });

  test('every miss is one that docs/cel.md explains, and every one it lists is a miss', () => {
    const listed = readFileSync(new URL('../../../docs/cel.md', import.meta.url), 'utf8').matchAll(
      /^\| `([a-z0-9_]+\/[^`]+)` \|/gm,
    );
    const missed = results.filter(({ outcome }) => outcome === 'miss').map(({ path }) => path);
    expect(missed).toEqual(Array.from(listed, ([, path]) => path));
  });

  test('at least 98 % of what needs no protobuf messages passes', () => {
    const counted = results.filter(({ outcome }) => outcome !== 'protobuf');
    const passed = counted.filter(({ outcome }) => outcome === 'pass');
    expect(passed.length / counted.length).toBeGreaterThan(0.98);
  });

  test('only cases that name messages of a .proto file count as needing protobuf', () => {
    const sections = new Set(results.filter(({ outcome }) => outcome === 'protobuf').map(({ file }) => file));
    expect([...sections].toSorted()).toEqual([
      'block_ext',
      'comparisons',
      'dynamic',
      'enums',
      'optionals',
      'parse',
      'proto2',
      'proto2_ext',
      'proto3',
      'type_deductions',
      'wrappers',
    ]);
  });
});
