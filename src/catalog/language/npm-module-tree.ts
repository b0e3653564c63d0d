import type { LockLimits } from './npm-lock-limits.ts';

/** A folder that Node looks for modules from: that of a package, or of a project. */
export interface ModulePlace {
  /** The lock file's own key of what is there. */
  key: string;
  /** What lies in its `node_modules`, by the name of the folder. */
  modules: Map<string, ModulePlace>;
  /** The next folder outwards that has a `node_modules`. */
  outer: ModulePlace | undefined;
}

/** Nobody nests deeper, and a hostile file would make each look-up a long walk. */
const maxNesting = 64;

export function modulePlace(key: string, outer?: ModulePlace): ModulePlace {
  return { key, modules: new Map(), outer };
}

/** The place of that name in the `node_modules` of `outer`; `undefined` when it would be a new one, and one too many. */
export function innerPlace(outer: ModulePlace, name: string, key: string, limits: LockLimits): ModulePlace | undefined {
  const known = outer.modules.get(name);
  if (known !== undefined) return known;
  if (!limits.takePackage()) return undefined;
  const place = modulePlace(key, outer);
  outer.modules.set(name, place);
  return place;
}

/**
 * The package that `require(name)` loads from there: in its own `node_modules`, else outwards.
 * Source: "Modules: CommonJS modules" of Node.js, "Loading from node_modules folders".
 */
export function resolveModule(from: ModulePlace, name: string): string | undefined {
  let place: ModulePlace | undefined = from;
  for (let steps = 0; place !== undefined && steps < maxNesting; steps += 1) {
    const found = place.modules.get(name);
    if (found !== undefined) return found.key;
    place = place.outer;
  }
  return undefined;
}
