import { describe, expect, test } from 'vitest';
import { LayerTreeWriter, MergedTree, type LayerTree } from '#image';
import type { OwnedFile } from '#model';
import { FileOwners } from './file-owners.ts';
import type { CatalogFileFacts, LayerFacts } from './layer-facts.ts';

const listPath = 'var/lib/dpkg/info/node-a.list';
const module = 'usr/share/nodejs/a/package.json';

interface Entry {
  path: string;
  target?: string;
}

function tree(entries: readonly Entry[]): LayerTree {
  const writer = new LayerTreeWriter();
  for (const { path, target } of entries)
    writer.add(target === undefined ? { path, type: 'file' } : { path, type: 'symlink', target });
  return writer.finish();
}

function layer(index: number, entries: readonly Entry[], owned?: OwnedFile[]): LayerFacts {
  const facts: CatalogFileFacts[] =
    owned === undefined
      ? []
      : [{ analyser: 'dpkg-files', path: listPath, facts: { owned: [{ package: 'node-a', files: owned }] } }];
  const all = owned === undefined ? entries : [...entries, { path: listPath }];
  return { layer: { index }, tree: tree(all), facts, problems: [] };
}

function owners(layers: readonly LayerFacts[], places: readonly string[]): FileOwners {
  const merged = new MergedTree(40);
  for (const item of layers) merged.add(item.tree);
  return new FileOwners(layers, merged, places);
}

function digests(md5: string): CatalogFileFacts['digests'] {
  return { md5, sha1: '', sha256: '' };
}

describe('who owns a file', () => {
  const listed = layer(0, [{ path: module }], [{ path: `/${module}` }]);

  test('the package whose list names it', () => {
    expect(owners([listed], [module]).ownerOf(module, undefined)).toEqual({ name: 'node-a' });
  });

  test('nobody, when no list names it', () => {
    const other = 'usr/share/nodejs/b/package.json';
    expect(owners([listed], [other]).ownerOf(other, undefined)).toBeUndefined();
  });

  test('nobody, when the list itself was removed by a later layer', () => {
    const removed = { ...layer(1, []), tree: { entries: '', whiteouts: [listPath], opaque: [] } };
    expect(owners([listed, removed], [module]).ownerOf(module, undefined)).toBeUndefined();
  });

  test('the list may stand in a later layer than the file', () => {
    const layers = [layer(0, [{ path: module }]), layer(1, [], [{ path: `/${module}` }])];
    expect(owners(layers, [module]).ownerOf(module, undefined)).toEqual({ name: 'node-a' });
  });

  test('a list that names it through a linked folder means the same file', () => {
    const merged = [{ path: 'lib', target: 'usr/lib' }, { path: 'usr/lib/x/package.json' }];
    const layers = [layer(0, merged, [{ path: '/lib/x/package.json' }])];
    expect(owners(layers, ['usr/lib/x/package.json']).ownerOf('usr/lib/x/package.json', undefined)).toBeDefined();
  });
});

describe('the bytes decide whether it is still the owner’s', () => {
  const withSum = layer(0, [{ path: module }], [{ path: `/${module}` }, { path: `/${module}`, checksum: 'md5:aa' }]);

  test.each([
    ['the same checksum', digests('aa'), true],
    ['another checksum: replaced by somebody', digests('bb'), false],
    ['no checksum of the file', undefined, true],
  ])('%s', (_, found, owned) => {
    expect(owners([withSum], [module]).ownerOf(module, found) !== undefined).toBe(owned);
  });

  test('a checksum of an algorithm that was not taken of this file, though of others, is not the file’s', () => {
    const rpm = layer(0, [{ path: module }], [{ path: `/${module}`, checksum: 'sha256:cc' }]);
    expect(owners([rpm], [module]).ownerOf(module, { md5: 'aa' })).toBeUndefined();
  });

  test('a checksum of an algorithm that is never taken says nothing', () => {
    const other = layer(0, [{ path: module }], [{ path: `/${module}`, checksum: 'sha512:cc' }]);
    expect(owners([other], [module]).ownerOf(module, digests('bb'))).toBeDefined();
  });
});
