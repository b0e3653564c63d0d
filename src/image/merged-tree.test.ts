import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LayerTreeWriter, type LayerTree, type LayerTreeEntry } from './layer-tree.ts';
import { MergedTree, namesThatMatter } from './merged-tree.ts';

/** `a/b` a file, `a/` a folder, `a -> b` a symbolic link, `a => b` a hard link, `!a` a whiteout, `a/!!` an opaque folder. */
function layer(...lines: string[]): LayerTree {
  const writer = new LayerTreeWriter();
  for (const line of lines) writer.add(entry(line));
  return writer.finish();
}

function entry(line: string): LayerTreeEntry {
  const [path = '', arrow, target = ''] = line.split(' ');
  if (line.startsWith('!')) return { path: line.replace(/([^/!]+)$/, '.wh.$1').slice(1), type: 'file' };
  if (line.endsWith('!!')) return { path: line.replace('!!', '.wh..wh..opq'), type: 'file' };
  if (arrow === '->') return { path, type: 'symlink', target };
  if (arrow === '=>') return { path, type: 'hardlink', target };
  return line.endsWith('/') ? { path: line.slice(0, -1), type: 'directory' } : { path: line, type: 'file' };
}

function merge(...layers: LayerTree[]): MergedTree {
  const tree = new MergedTree(40);
  for (const item of layers) tree.add(item);
  return tree;
}

describe('layers over each other', () => {
  test('a later file replaces an earlier one', () => {
    const tree = merge(layer('etc/passwd'), layer('etc/passwd'));
    expect(tree.at('etc/passwd')).toEqual({ path: 'etc/passwd', type: 'file', layer: 1 });
    expect(tree.isVisible(0, 'etc/passwd')).toBe(false);
    expect(tree.isVisible(1, 'etc/passwd')).toBe(true);
  });

  test('a folder merges with the folder below it', () => {
    const tree = merge(layer('etc/', 'etc/a'), layer('etc/', 'etc/b'));
    expect([tree.at('etc/a')?.layer, tree.at('etc/b')?.layer]).toEqual([0, 1]);
  });

  test('a file replaces a folder with all that was in it', () => {
    const tree = merge(layer('opt/', 'opt/x/', 'opt/x/y'), layer('opt'));
    expect(tree.at('opt/x/y')).toBeUndefined();
    expect(tree.at('opt')?.type).toBe('file');
  });

  test('a link replaces a file without a whiteout', () => {
    const tree = merge(layer('usr/lib/a.jar', 'usr/lib/b.jar'), layer('usr/lib/a.jar -> b.jar'));
    expect(tree.isVisible(0, 'usr/lib/a.jar')).toBe(false);
    expect(tree.follow('usr/lib/a.jar')).toEqual({ path: 'usr/lib/b.jar', type: 'file', layer: 0 });
  });

  test('a folder entry replaces a link to a folder', () => {
    const tree = merge(layer('usr/lib/', 'usr/lib/x', 'lib -> usr/lib'), layer('lib/', 'lib/y'));
    expect(tree.at('usr/lib/y')).toBeUndefined();
    expect(tree.at('lib/y')?.layer).toBe(1);
  });

  test('a file below a link lands where the link leads, as in a merged /usr', () => {
    const tree = merge(layer('usr/lib/', 'usr/lib/x', 'lib -> usr/lib'), layer('lib/x'));
    expect(tree.at('usr/lib/x')?.layer).toBe(1);
    expect(tree.placeOf(1, 'lib/x')).toBe('usr/lib/x');
    expect(tree.isVisible(0, 'usr/lib/x')).toBe(false);
    expect(tree.isVisible(1, 'lib/x')).toBe(true);
  });
});

describe('whiteouts', () => {
  test('remove a file of a lower layer', () => {
    expect(merge(layer('a/b', 'a/c'), layer('!a/b')).at('a/b')).toBeUndefined();
  });

  test('remove a folder with all that is in it', () => {
    expect(merge(layer('a/b/c'), layer('!a')).at('a/b/c')).toBeUndefined();
  });

  test('leave what the same layer adds, wherever the whiteout stands in the archive', () => {
    const tree = merge(layer('a/b'), layer('a/b', '!a/b'));
    expect(tree.at('a/b')?.layer).toBe(1);
  });

  test('an opaque folder hides lower content and keeps its own', () => {
    const tree = merge(layer('a/', 'a/old', 'a/sub/old'), layer('a/', 'a/new', 'a/!!'));
    expect(tree.at('a/old')).toBeUndefined();
    expect(tree.at('a/sub/old')).toBeUndefined();
    expect(tree.at('a/new')?.layer).toBe(1);
  });

  test('of what is not there do nothing', () => {
    expect(merge(layer('a'), layer('!b/c', 'b/!!')).at('a')?.layer).toBe(0);
  });

  test('a file that comes back after a whiteout belongs to the layer that brought it', () => {
    expect(merge(layer('a'), layer('!a'), layer('a')).at('a')?.layer).toBe(2);
  });
});

describe('links', () => {
  test('relative and absolute ones are followed inside the root', () => {
    const tree = merge(layer('usr/lib/os-release', 'etc/os-release -> ../usr/lib/os-release', 'a -> /etc/os-release'));
    expect(tree.follow('a')?.path).toBe('usr/lib/os-release');
  });

  test('that climb above the root stay in it', () => {
    expect(merge(layer('etc/x', 'a -> ../../../../etc/x')).follow('a')?.path).toBe('etc/x');
  });

  test('in circles lead nowhere', () => {
    const tree = merge(layer('a -> b', 'b -> a', 'c -> c/d'));
    expect(tree.follow('a')).toBeUndefined();
    expect(tree.follow('c')).toBeUndefined();
  });

  test('hard links are followed to the file', () => {
    expect(merge(layer('a', 'b => a')).follow('b')?.path).toBe('a');
  });

  test('that dangle lead nowhere', () => {
    expect(merge(layer('a -> nowhere/at/all')).follow('a')).toBeUndefined();
  });

  test('that make every look-up dear end in an exhausted tree and not in a hang', () => {
    const chain = Array.from({ length: 39 }, (_, at) => `l${at} -> ${'./'.repeat(1900)}l${at + 1}`);
    const tree = merge(layer(...chain, 'l39/', ...Array.from({ length: 6000 }, (_, at) => `l0/d${at}/f`)));
    expect(tree.exhausted).toBe(true);
  });
});

describe('a tree of the names that matter', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'd');
  const path = fc.array(names, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const line = fc.oneof(
    path,
    path.map((item) => `${item}/`),
    path.map((item) => `!${item}`),
    path.map((item) => `${item}/!!`),
    fc.tuple(path, path).map(([from, to]) => `${from} -> ${to}`),
    fc.tuple(path, path).map(([from, to]) => `${from} -> ../${to}`),
    fc.tuple(path, path).map(([from, to]) => `${from} => ${to}`),
  );
  const layers = fc.array(
    fc.array(line, { maxLength: 8 }).map((lines) => layer(...lines)),
    { minLength: 1, maxLength: 4 },
  );

  test('knows that a folder took the place of a link whose name does not matter otherwise', () => {
    const trees = [layer('b -> ../a', 'b/'), layer('b/a -> ../a')];
    const part = new MergedTree(40, namesThatMatter(trees, ['a']));
    for (const tree of trees) part.add(tree);
    expect(part.follow('a')).toBeUndefined();
  });

  test('answers for its paths what the whole tree answers', () => {
    fc.assert(
      fc.property(layers, path, (trees, asked) => {
        const whole = merge(...trees);
        const part = new MergedTree(40, namesThatMatter(trees, [asked]));
        for (const tree of trees) part.add(tree);
        expect(part.follow(asked)?.path).toEqual(whole.follow(asked)?.path);
        expect(part.at(asked)?.type).toEqual(whole.at(asked)?.type);
        for (const index of trees.keys()) {
          if (whole.at(asked)?.type !== 'file') continue;
          expect(part.isVisible(index, asked)).toBe(whole.isVisible(index, asked));
        }
      }),
      { numRuns: Number(process.env['SEAWALL_TREE_RUNS'] ?? 3000) },
    );
  });
});
