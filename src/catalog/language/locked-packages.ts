import type { CatalogedPackage } from '../facts.ts';
import { rangesNeeded, type LockedNeeds } from './needed-ranges.ts';

/** One package of a lock file. */
export interface LockedPackage extends LockedNeeds {
  package: CatalogedPackage;
}

/** What the project itself asks for. */
export interface LockRoot {
  key: string;
  /** Only development needs it. */
  dev: boolean;
}

/** A path longer than this helps nobody, and a hostile lock file would make each of a million packages carry one. */
const maxPath = 32;

/**
 * The packages of a lock file as declared, each with what the graph tells: whether the project names it itself (`direct`),
 * whether only development needs it (`dev`), the shortest way from the project to it (`path`, as `name@version`, itself
 * last), what it needs (`dependsOn`, purls), and the ranges that others need it in (`neededIn`), where it is not direct and
 * the file has them. Without roots, only `dependsOn` is known.
 * Packages that no root reaches keep `dev` as the lock file itself says it.
 */
export function withGraph(locked: readonly LockedPackage[], roots: readonly LockRoot[]): CatalogedPackage[] {
  const byKey = new Map(locked.map((item) => [item.key, item]));
  const reached = new Map<string, Reached>();
  // Production first: what it reaches is no development dependency, whatever else asks for it.
  reach(
    byKey,
    roots.filter(({ dev }) => !dev),
    false,
    reached,
  );
  reach(
    byKey,
    roots.filter(({ dev }) => dev),
    true,
    reached,
  );
  const direct = new Set(roots.map(({ key }) => key));
  const needed = rangesNeeded(
    locked,
    (key) => reached.get(key)?.root,
    (key) => spelled(key, byKey),
  );
  return locked.map(({ key, package: item, needs }) => {
    const found = reached.get(key);
    const isDirect = direct.has(key);
    const path = found === undefined ? undefined : isDirect ? [spelled(key, byKey)] : pathOf(found, reached, byKey);
    const neededIn = isDirect ? undefined : needed.get(key);
    const dependsOn = [...new Set(needs.flatMap((need) => byKey.get(need)?.package.purl ?? []))];
    return {
      ...item,
      scope: 'declared',
      ...(roots.length > 0 && { direct: isDirect }),
      ...(found !== undefined && { dev: found.dev }),
      ...(path !== undefined && { path }),
      ...(dependsOn.length > 0 && { dependsOn }),
      ...(neededIn !== undefined && { neededIn }),
    };
  });
}

interface Reached {
  key: string;
  dev: boolean;
  from?: string;
  /** Key of the direct dependency that the way begins with. */
  root: string;
}

/** Breadth first, so that the first way found is a shortest one. */
function reach(
  byKey: ReadonlyMap<string, LockedPackage>,
  roots: readonly LockRoot[],
  dev: boolean,
  reached: Map<string, Reached>,
): void {
  const queue: string[] = [];
  const visit = (key: string, from?: string): void => {
    if (reached.has(key) || !byKey.has(key)) return;
    const root = (from === undefined ? undefined : reached.get(from)?.root) ?? key;
    reached.set(key, { key, dev, root, ...(from !== undefined && { from }) });
    queue.push(key);
  };
  for (const { key } of roots) visit(key);
  for (let at = 0; at < queue.length; at += 1) {
    const key = queue[at] as string;
    for (const need of byKey.get(key)?.needs ?? []) visit(need, key);
  }
}

function pathOf(
  end: Reached,
  reached: ReadonlyMap<string, Reached>,
  byKey: ReadonlyMap<string, LockedPackage>,
): string[] | undefined {
  const path: string[] = [];
  for (let at: Reached | undefined = end; at !== undefined; at = reached.get(at.from ?? '')) {
    if (path.length === maxPath) return undefined;
    path.push(spelled(at.key, byKey));
  }
  return path.toReversed();
}

/** A package of the file as `name@version`. */
function spelled(key: string, byKey: ReadonlyMap<string, LockedPackage>): string {
  const item = byKey.get(key)?.package;
  return `${item?.name ?? key}@${item?.version ?? ''}`;
}
