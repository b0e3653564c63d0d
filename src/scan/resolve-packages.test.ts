import { expect, test } from 'vitest';
import type { CatalogedPackage } from '#catalog';
import { LayerTreeWriter, MergedTree } from '#image';
import { languagePurl, type PackageType } from '#model';
import type { LayerFacts } from './layer-facts.ts';
import { resolvePackages } from './resolve-packages.ts';

/** What one analyser tells of one file: packages as `type name version`. */
type Told = [analyser: string, path: string, packages: string[]];

function layerOf(index: number, told: readonly Told[]): LayerFacts {
  const writer = new LayerTreeWriter();
  for (const path of new Set(told.map(([, at]) => at))) writer.add({ path, type: 'file' });
  const facts = told.map(([analyser, path, packages]) => ({
    analyser,
    path,
    facts: { packages: packages.map(cataloged) },
  }));
  return { layer: { index }, tree: writer.finish(), facts, problems: [] };
}

function cataloged(text: string): CatalogedPackage {
  const [type = '', name = '', version = ''] = text.split(' ');
  const known = type as PackageType;
  return { type: known, name, version, purl: languagePurl(known, name, version), licences: [], scope: 'installed' };
}

function resolved(...layers: Told[][]): { packages: string[][]; masked: string[] } {
  const all = layers.map((told, index) => layerOf(index, told));
  const tree = new MergedTree(40);
  for (const layer of all) tree.add(layer.tree);
  const { packages, masked } = resolvePackages(all, tree, undefined);
  return {
    packages: packages.map(({ purl, locations }) => [purl, ...locations.map(({ path, how }) => `${how} ${path}`)]),
    masked: masked.map(({ package: item, reason }) => `${item.purl}: ${reason}`),
  };
}

test('all that several analysers find in one file is there', () => {
  const told: Told[] = [
    ['binary-software', 'srv/app', ['generic sqlite 3.45.1']],
    ['go-build-info', 'srv/app', ['golang stdlib 1.22.1']],
  ];
  expect(resolved(told)).toEqual({
    packages: [
      ['pkg:generic/sqlite@3.45.1', 'binary-software /srv/app'],
      ['pkg:golang/stdlib@1.22.1', 'go-build-info /srv/app'],
    ],
    masked: [],
  });
});

test('a file that a later layer has another of hides what each analyser found in it', () => {
  const first: Told[] = [
    ['binary-software', 'srv/app', ['generic sqlite 3.45.1']],
    ['go-build-info', 'srv/app', ['golang stdlib 1.22.1']],
  ];
  expect(resolved(first, [['go-build-info', 'srv/app', ['golang stdlib 1.26.0']]])).toEqual({
    packages: [['pkg:golang/stdlib@1.26.0', 'go-build-info /srv/app']],
    masked: [
      'pkg:generic/sqlite@3.45.1: /srv/app was replaced in layer 1, still in layer 0',
      'pkg:golang/stdlib@1.22.1: replaced by version 1.26.0 in layer 1, still in layer 0',
    ],
  });
});

test('a bill of materials in the image adds packages; what is found too is one, in several places', () => {
  const spdx: Told = [
    'bitnami-spdx',
    'opt/bitnami/app/.spdx-app.spdx',
    ['bitnami app 1.0.0-2', 'golang stdlib 1.22.1', 'golang example.org/b v1'],
  ];
  const program: Told = [
    'go-build-info',
    'opt/bitnami/app/bin/app',
    ['golang stdlib 1.22.1', 'golang example.org/c v1'],
  ];
  for (const told of [
    [spdx, program],
    [program, spdx],
  ]) {
    expect(resolved(told)).toEqual({
      packages: [
        ['pkg:bitnami/app@1.0.0-2', 'bitnami-spdx /opt/bitnami/app/.spdx-app.spdx'],
        ['pkg:golang/example.org/b@v1', 'bitnami-spdx /opt/bitnami/app/.spdx-app.spdx'],
        ['pkg:golang/example.org/c@v1', 'go-build-info /opt/bitnami/app/bin/app'],
        [
          'pkg:golang/stdlib@1.22.1',
          'go-build-info /opt/bitnami/app/bin/app',
          'bitnami-spdx /opt/bitnami/app/.spdx-app.spdx',
        ],
      ],
      masked: [],
    });
  }
});

test('what a bill of materials tells nothing of is listed, whatever lies in its place', () => {
  const path = 'opt/bitnami/app/.spdx-app.spdx';
  expect(
    resolved([
      ['go-build-info', path, ['golang stdlib 1.22.1']],
      ['bitnami-spdx', path, []],
    ]).packages,
  ).toEqual([['pkg:golang/stdlib@1.22.1', `go-build-info /${path}`]]);
});
