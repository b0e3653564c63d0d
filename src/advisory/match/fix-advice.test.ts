import { describe, expect, test } from 'vitest';
import type { FindingPackage, NeededRange } from '#model';
import { fixAdvice } from './fix-advice.ts';

const express: NeededRange = { range: '~6.11.0', by: 'express@4.18.2' };
const parser: NeededRange = { range: '6.11.0', by: 'body-parser@1.20.1', direct: 'express@4.18.2' };

interface Case {
  how?: string;
  name?: string;
  version?: string;
  type?: FindingPackage['type'];
}

function advice(
  neededIn: readonly NeededRange[] | undefined,
  { how = 'npm-lock', name = 'qs', version = '6.11.0', type = 'npm' }: Case = {},
): string {
  const locations = [
    { path: '/app/node_modules/qs/package.json', how: 'npm-package-json' },
    { path: '/app/lock', how },
  ];
  const shown = { name, version, purl: '', type, locations, scope: 'installed' as const };
  return fixAdvice({ shown, brought: ['express@4.18.2'], ...(neededIn !== undefined && { neededIn }) }, '6.11.1');
}

const raiseExpress = 'Upgrade express@4.18.2, which brings qs, to a release that needs qs 6.11.1 or newer.';

describe('a range that allows the fixed version', () => {
  test.each([
    ['npm-lock', 'Refresh the lock file: npm update qs. '],
    ['yarn-lock-berry', 'Refresh the lock file: yarn up -R qs. '],
    ['bun-lock', 'Refresh the lock file. '],
  ])('needs a new lock file and no other release: %s', (how, start) => {
    expect(advice([express], { how })).toBe(`${start}express@4.18.2 needs qs ~6.11.0, which allows 6.11.1.`);
  });

  test('all who need it have to allow it', () => {
    const wide = { ...parser, range: '^6.7.0' };
    expect(advice([express, wide])).toBe(
      'Refresh the lock file: npm update qs. express@4.18.2 needs qs ~6.11.0 and body-parser@1.20.1 needs qs ^6.7.0, all of which allow 6.11.1.',
    );
  });

  test('a gem', () => {
    const needed = { range: '>= 6.0', by: 'rails@7.0.4' };
    expect(advice([needed], { how: 'gemfile-lock', type: 'gem', name: 'rack' })).toBe(
      'Refresh the lock file: bundle update rack --conservative. rails@7.0.4 needs rack >= 6.0, which allows 6.11.1.',
    );
  });

  test.each(['x;reboot', '-rf', '$(x)', 'a b'])('no command is made of the name %j', (name) => {
    expect(advice([express], { name })).toMatch(/^Refresh the lock file\. express/);
  });
});

describe('a range that leaves out the fixed version', () => {
  test('of the direct dependency itself', () => {
    expect(advice([{ ...express, range: '6.11.0' }])).toBe(
      'Upgrade express@4.18.2 to a release that allows qs 6.11.1 or newer: express@4.18.2 needs qs 6.11.0.',
    );
  });

  test('of something between: who blocks, and what to raise', () => {
    expect(advice([express, parser])).toBe(
      'Upgrade express@4.18.2 to a release that allows qs 6.11.1 or newer: body-parser@1.20.1, brought by express@4.18.2, needs qs 6.11.0.',
    );
  });

  test('of many', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
      range: `6.11.0 ${'||6.11.0'.repeat(name.charCodeAt(0) - 96)}`,
      by: `${name}@1`,
    }));
    expect(advice(many)).toMatch(/^Upgrade a@1, b@1, c@1 and 2 more to a release .* and 2 more\.$/);
  });
});

describe('the direct dependency is named as before', () => {
  test.each<[string, NeededRange[] | undefined, Case]>([
    ['without ranges', undefined, {}],
    ['with a range that is not understood', [express, { ...parser, range: 'latest' }], {}],
    ['when the project overrides a range', [{ ...express, range: '~6.10.0' }], {}],
    ['in another ecosystem', [express], { type: 'cargo' }],
  ])('%s', (_, neededIn, how) => expect(advice(neededIn, how)).toBe(raiseExpress));
});

test('a direct dependency is raised itself', () => {
  const shown = {
    name: 'qs',
    version: '6.11.0',
    purl: '',
    type: 'npm' as const,
    locations: [],
    scope: 'declared' as const,
  };
  expect(fixAdvice({ shown, neededIn: [express] }, '6.11.1')).toBe('Upgrade qs to 6.11.1 or newer.');
});
