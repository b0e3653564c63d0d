import { SeawallError } from '#model';
import type { Criteria, Criterion } from './oval-definition.ts';

const maxAlternatives = 100;

/** Where a statement about a package holds; a key that is absent leaves it open. */
export interface Condition {
  /** Shards of the products of which one must be installed. */
  shards?: readonly string[];
  /** rpm module streams, `name:stream`, of which the package must be. */
  modules?: readonly string[];
  /** Architectures of the system. */
  arches?: readonly string[];
}

/** What is said about a package, and under which conditions. */
export interface Statement<T> {
  about: T;
  under: Condition;
}

/** What one criterion means: something about a package, or a condition for that. */
export type Meaning<T> = { about: T } | { condition: Condition };

/**
 * Everything that a definition says about packages. Conditions that an image cannot answer, such as who signed a package or
 * which kernel runs, are for `meaningOf` to pass over as an empty condition: taken as met, they hide nothing.
 */
export function statementsOf<T>(
  criteria: Criteria | undefined,
  meaningOf: (criterion: Criterion) => Meaning<T>,
): Statement<T>[] {
  const evaluated = criteria === undefined ? {} : evaluate(criteria, meaningOf);
  return Array.isArray(evaluated) ? evaluated : [];
}

/** Statements, or one condition where there is nothing about a package. */
function evaluate<T>(
  node: Criteria | Criterion,
  meaningOf: (criterion: Criterion) => Meaning<T>,
): Statement<T>[] | Condition {
  if ('test' in node) {
    const meaning = meaningOf(node);
    return 'about' in meaning ? [{ about: meaning.about, under: {} }] : meaning.condition;
  }
  const statements: Statement<T>[] = [];
  const conditions: Condition[] = [];
  for (const child of node.children) {
    const part = evaluate(child, meaningOf);
    if (!Array.isArray(part)) conditions.push(part);
    else for (const statement of part) statements.push(statement);
  }
  if (node.operator === 'OR') return statements.length > 0 ? statements : eitherOf(conditions);
  const all = conditions.reduce(bothOf, {});
  return statements.length === 0 ? all : statements.map(({ about, under }) => ({ about, under: bothOf(all, under) }));
}

function bothOf(a: Condition, b: Condition): Condition {
  return conditionOf(
    intersection(a.shards, b.shards),
    // A package is of one module: that another one must be enabled too says nothing about it.
    a.modules === undefined || b.modules === undefined
      ? (a.modules ?? b.modules)
      : [...new Set([...a.modules, ...b.modules])],
    intersection(a.arches, b.arches),
  );
}

function intersection(a?: readonly string[], b?: readonly string[]): readonly string[] | undefined {
  return a === undefined || b === undefined ? (a ?? b) : a.filter((item) => b.includes(item));
}

/** Alternatives restrict only what each of them restricts. */
function eitherOf(conditions: readonly Condition[]): Condition {
  return conditionOf(
    unionOf(conditions.map(({ shards }) => shards)),
    unionOf(conditions.map(({ modules }) => modules)),
    unionOf(conditions.map(({ arches }) => arches)),
  );
}

function unionOf(lists: readonly (readonly string[] | undefined)[]): string[] | undefined {
  const known = lists.filter((list) => list !== undefined);
  return known.length < lists.length || known.length === 0 ? undefined : [...new Set(known.flat())];
}

/** @throws SeawallError when a condition has more parts than any real one: each package would carry all of them */
function conditionOf(shards?: readonly string[], modules?: readonly string[], arches?: readonly string[]): Condition {
  for (const list of [shards, modules, arches]) {
    if (list !== undefined && list.length > maxAlternatives)
      throw new SeawallError('malformed-feed', 'usage', `more than ${maxAlternatives} alternatives in one condition`);
  }
  return { ...(shards && { shards }), ...(modules && { modules }), ...(arches && { arches }) };
}
