import { expect, test } from 'vitest';
import { addToTree, decodeTree, encodeTree, type LayerTree } from './layer-tree.ts';

function treeOf(...paths: string[]): LayerTree {
  const tree: LayerTree = { entries: [], whiteouts: [], opaque: [] };
  for (const path of paths) addToTree(tree, { path, type: 'file' });
  return tree;
}

test('whiteouts, opaque markers and files are told apart by name', () => {
  const tree = treeOf('a/.wh.gone', '.wh.top', 'a/.wh..wh..opq', '.wh..wh.plnk/7', 'a/.who', 'usr/bin/which');
  expect(tree.whiteouts).toEqual(['a/gone', 'top']);
  expect(tree.opaque).toEqual(['a']);
  expect(tree.entries.map(({ path }) => path)).toEqual(['.wh..wh.plnk/7', 'a/.who', 'usr/bin/which']);
});

test('comes back from its stored form as it was', () => {
  const tree = treeOf('x', 'a/.wh.gone', 'b/.wh..wh..opq', 'with\nnewline', 'ünïcode');
  addToTree(tree, { path: 'l', type: 'symlink', target: '../x' });
  addToTree(tree, { path: 'empty-target', type: 'symlink', target: '' });
  addToTree(tree, { path: 'h', type: 'hardlink', target: 'x' });
  addToTree(tree, { path: 'd', type: 'directory' });
  addToTree(tree, { path: 'o', type: 'other' });
  expect(decodeTree(encodeTree(tree))).toEqual(tree);
});

test('an empty layer has an empty form', () => {
  expect(decodeTree(encodeTree(treeOf()))).toEqual(treeOf());
});
