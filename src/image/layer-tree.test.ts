import { expect, test } from 'vitest';
import {
  isWhiteoutName,
  LayerTreeWriter,
  linksOf,
  visitEntries,
  type LayerTree,
  type LayerTreeEntry,
} from './layer-tree.ts';

function treeOf(...entries: LayerTreeEntry[]): LayerTree {
  const writer = new LayerTreeWriter();
  for (const entry of entries) writer.add(entry);
  return writer.finish();
}

function entriesOf(tree: LayerTree): LayerTreeEntry[] {
  const found: LayerTreeEntry[] = [];
  visitEntries(tree, (folder, name, type, target) => {
    found.push({ path: folder === '' ? name : `${folder}/${name}`, type, ...(target !== undefined && { target }) });
  });
  return found;
}

const file = (path: string): LayerTreeEntry => ({ path, type: 'file' });

test('whiteouts, opaque markers and files are told apart by name', () => {
  const names = [
    'a/.wh.gone',
    '.wh.top',
    'a/.wh..wh..opq',
    '.wh..wh.plnk/7',
    'a/.who',
    'usr/bin/which',
    '.wh..wh.aufs',
  ];
  const tree = treeOf(...names.map(file));
  expect(tree.whiteouts).toEqual(['a/gone', 'top']);
  expect(tree.opaque).toEqual(['a']);
  expect(entriesOf(tree).map(({ path }) => path)).toEqual(['.wh..wh.plnk/7', 'a/.who', 'usr/bin/which']);
  expect(names.filter(isWhiteoutName)).toEqual(['a/.wh.gone', '.wh.top', 'a/.wh..wh..opq', '.wh..wh.aufs']);
});

test('entries come back as they were, whatever their names hold', () => {
  const entries: LayerTreeEntry[] = [
    file('x'),
    file('a/b/c'),
    file('a/b/>odd'),
    file('with\nnewline'),
    file('ünïcode/日本'),
    { path: 'a/b/l', type: 'symlink', target: '../x' },
    { path: 'a/b/empty-target', type: 'symlink', target: '' },
    { path: 'a/h', type: 'hardlink', target: 'x' },
    { path: 'd', type: 'directory' },
    { path: 'o', type: 'other' },
  ];
  expect(entriesOf(treeOf(...entries))).toEqual(entries);
  expect([...linksOf(treeOf(...entries))]).toEqual([
    { name: 'l', target: '../x' },
    { name: 'empty-target', target: '' },
    { name: 'h', target: 'x' },
  ]);
});

test('an empty layer has no entries', () => {
  expect(entriesOf(treeOf())).toEqual([]);
});
