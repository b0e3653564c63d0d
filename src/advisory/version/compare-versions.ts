import { SeawallError } from '#model';
import { orderingOf, orderings } from './orderings.ts';

/** The answer of `db compare`: `?` when either version is not one of that ecosystem. */
export type VersionOrder = '<' | '=' | '>' | '?';

/**
 * Compares two versions as the ecosystem's own package manager does.
 * @throws SeawallError (usage) for an ecosystem without an ordering
 */
export function compareVersions(ecosystem: string, a: string, b: string): VersionOrder {
  const ordering = orderingOf(ecosystem);
  if (ordering === undefined) {
    const known = orderings.map(({ id }) => id).join(', ');
    throw new SeawallError(
      'unknown-ecosystem',
      'usage',
      `no version ordering named '${ecosystem}': use one of ${known}`,
    );
  }
  if (!ordering.valid(a) || !ordering.valid(b)) return '?';
  const order = ordering.compare(a, b);
  if (order === 0) return '=';
  return order < 0 ? '<' : '>';
}
