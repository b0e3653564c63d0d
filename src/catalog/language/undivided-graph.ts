import type { CatalogedPackage } from '../facts.ts';
import { withGraph, type LockedPackage } from './locked-packages.ts';

/** The graph of a lock file that does not tell what only development needs: `dev` stays unknown for all. */
export function withUndividedGraph(locked: readonly LockedPackage[], roots: Iterable<string>): CatalogedPackage[] {
  const packages = withGraph(
    locked,
    Array.from(roots, (key) => ({ key, dev: false })),
  );
  for (const item of packages) delete item.dev;
  return packages;
}
