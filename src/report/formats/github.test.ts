import { describe, expect, test } from 'vitest';
import type { Package } from '#model';
import { madeUpResult } from '../fixtures/made-up-result.ts';
import type { RenderOptions } from '../render-options.ts';
import { render } from './github.ts';

interface Snapshot {
  version: number;
  sha: string;
  ref: string;
  job: { id: string; correlator: string };
  metadata: Record<string, string>;
  scanned: string;
  manifests: Record<string, { name: string; file: { source_location: string }; resolved: Record<string, object> }>;
}

function snapshotOf(packages: Package[], workflow: RenderOptions['workflow'] = {}): Snapshot {
  return JSON.parse([...render({ ...madeUpResult(), packages }, { width: 80, colour: false, workflow })].join(''));
}

function found(name: string, paths: string[], extra: Partial<Package> = {}): Package {
  const locations = paths.map((path) => ({ path, how: 'x' }));
  const common = { type: 'npm' as const, licences: [], scope: 'installed' as const, base: 'unknown' as const };
  return { name, version: '1', purl: `pkg:npm/${name}@1`, locations, ...common, ...extra };
}

describe('a GitHub dependency snapshot', () => {
  test('has every package once, under the file that tells most about it', () => {
    const snapshot = snapshotOf([
      found('a', ['/app/node_modules/a/package.json', '/app/package-lock.json']),
      found('b', ['/app/package-lock.json']),
      found('c', ['/c/package.json']),
    ]);
    const files = Object.entries(snapshot.manifests).map(([file, { resolved }]) => [file, Object.keys(resolved)]);
    expect(files).toEqual([
      ['app/package-lock.json', ['pkg:npm/a@1', 'pkg:npm/b@1']],
      ['c/package.json', ['pkg:npm/c@1']],
    ]);
    expect(snapshot.manifests['c/package.json']?.file.source_location).toBe('c/package.json');
  });

  test.each([
    [{}, 'direct', 'runtime'],
    [{ direct: false }, 'indirect', 'runtime'],
    [{ direct: true, dev: true }, 'direct', 'development'],
  ] as const)('%j is %s, %s', (extra, relationship, scope) => {
    const snapshot = snapshotOf([found('a', ['/x'], { ...extra, dependsOn: ['pkg:npm/b@1'] })]);
    expect(snapshot.manifests['x']?.resolved['pkg:npm/a@1']).toEqual({
      package_url: 'pkg:npm/a@1',
      relationship,
      scope,
      dependencies: ['pkg:npm/b@1'],
    });
  });

  test('belongs to the run of the workflow; images of one job do not replace each other', () => {
    const workflow = { sha: 'f'.repeat(40), ref: 'refs/heads/main', name: 'build', job: 'scan', run: '7' };
    const { sha, ref, job } = snapshotOf([], workflow);
    expect({ sha, ref, id: job.id }).toEqual({ sha: workflow.sha, ref: workflow.ref, id: '7' });
    expect(job.correlator).toBe(`build scan ${madeUpResult().subject.reference}`);
  });

  test('has at most the eight metadata that GitHub takes, all of them texts', () => {
    const { metadata } = snapshotOf([]);
    expect(Object.keys(metadata).length).toBeLessThanOrEqual(8);
    for (const value of Object.values(metadata)) expect(typeof value).toBe('string');
  });
});
