import type { Criteria, Criterion } from './oval-definition.ts';

/** Where a statement about a package holds; a key that is absent leaves it open. */
export interface Condition {
  /** Shards of the products of which one must be installed. */
  shards?: readonly string[];
  /** rpm module streams, `name:stream`, of which the package must be. */
  modules?: readonly string[];
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
  const shards =
    a.shards === undefined ? b.shards : b.shards === undefined ? a.shards : intersection(a.shards, b.shards);
  // A package is of one module: that another one must be enabled too says nothing about it.
  const modules = a.modules === undefined ? b.modules : [...new Set([...a.modules, ...(b.modules ?? [])])];
  return { ...(shards !== undefined && { shards }), ...(modules !== undefined && { modules }) };
}

function intersection(a: readonly string[], b: readonly string[]): string[] {
  return a.filter((item) => b.includes(item));
}

/** Alternatives restrict only what each of them restricts. */
function eitherOf(conditions: readonly Condition[]): Condition {
  const shards = unionOf(conditions.map((condition) => condition.shards));
  const modules = unionOf(conditions.map((condition) => condition.modules));
  return { ...(shards !== undefined && { shards }), ...(modules !== undefined && { modules }) };
}

function unionOf(lists: readonly (readonly string[] | undefined)[]): string[] | undefined {
  const known = lists.filter((list) => list !== undefined);
  return known.length < lists.length || known.length === 0 ? undefined : [...new Set(known.flat())];
}
