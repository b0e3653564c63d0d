/** Something said under one or more names of the same vulnerability. */
export interface Named<T> {
  names: readonly string[];
  statement: T;
}

/** Everything said under names that hang together. */
export interface AliasGroup<T> {
  names: string[];
  items: T[];
}

/**
 * Groups by connected names: one vulnerability is a connected component over its aliases.
 * Groups, names and items are in the order of first appearance.
 */
export function groupByAlias<T>(named: readonly Named<T>[]): AliasGroup<T>[] {
  const parent = new Map<string, string>();
  for (const { names } of named) {
    const [first = ''] = names;
    // A lone name joins nothing; most are.
    for (const name of names) if (name !== first) join(parent, first, name);
  }
  const groups = new Map<string, { names: Set<string>; items: T[] }>();
  for (const { names, statement } of named) {
    const root = find(parent, names[0] ?? '');
    let group = groups.get(root);
    if (group === undefined) groups.set(root, (group = { names: new Set(), items: [] }));
    for (const name of names) group.names.add(name);
    if (group.items.at(-1) !== statement) group.items.push(statement);
  }
  return [...groups.values()].map(({ names, items }) => ({ names: [...names], items }));
}

function join(parent: Map<string, string>, a: string, b: string): void {
  const left = find(parent, a);
  const right = find(parent, b);
  if (left !== right) parent.set(right, left);
}

/** The name that stands for all names joined with this one; shortens the way for the next question. */
function find(parent: Map<string, string>, name: string): string {
  let root = name;
  for (let next = parent.get(root); next !== undefined; next = parent.get(root)) root = next;
  if (root !== name) parent.set(name, root);
  return root;
}
