import type { Signature } from '../types/read-type.ts';
import type { Type } from '../types/type.ts';
import type { Node } from '../syntax/node.ts';
import { isInt } from '../values/int.ts';
import { either, exactly, plus, scaled, times, unbounded, unknown, type Range } from './range.ts';

/** What a call is estimated from: one overload, the sizes of its arguments and what they are. */
export interface CallFacts {
  readonly name: string;
  readonly signature: Signature;
  /** The arguments, of a method its target first. */
  readonly nodes: readonly Node[];
  readonly types: readonly Type[];
  readonly sizes: readonly Range[];
  /** The size of the elements of a list argument. */
  readonly elementSize: (index: number) => Range;
}

/** The cost of a call beside its arguments, and the size of its result. */
export interface CallEstimate {
  readonly cost: Range;
  readonly size?: Range;
}

type Estimate = (facts: CallFacts) => CallEstimate | undefined;

const one = exactly(1);
const traversal = 0.1;
const size = ({ sizes }: CallFacts, index: number): Range => sizes[index] ?? unknown;

const nominal: Estimate = () => ({ cost: one });
const walk =
  (index = 0, factor = 1): Estimate =>
  (facts) => ({ cost: scaled(size(facts, index), factor * traversal) });
const walkTarget: Estimate = (facts) => ({ cost: scaled(size(facts, 0), traversal), size: size(facts, 0) });

/** Kubernetes' list functions, and `indexOf` of strings. */
const walkList: Estimate = (facts) => {
  const [element] = facts.types[0]?.params ?? [];
  if (element === undefined) return walk()(facts);
  const isText = element.kind === 'string' || element.kind === 'bytes';
  const each = isText ? plus(one, scaled(facts.elementSize(0), traversal)) : one;
  return { cost: times(size(facts, 0), each) };
};

function allocating(count: Range, factor: number): CallEstimate {
  return { cost: plus(scaled(count, factor), exactly(11)), size: count };
}

const square = (range: Range): Range => times(range, range);

const sort: Estimate = (facts) => {
  const isText = ['string', 'bytes'].includes(facts.signature.params[0]?.params[0]?.kind ?? '');
  return allocating(square(size(facts, 0)), isText ? 2 + traversal : 2);
};

function intOf(node: Node | undefined, otherwise: number): number {
  return node?.kind === 'literal' && isInt(node.value) ? Math.max(0, Number(node.value)) : otherwise;
}

const slice: Estimate = (facts) => {
  const [, start, end] = facts.nodes;
  const count = intOf(end, size(facts, 0).max) - intOf(start, 0);
  // cel-go's own subtraction wraps below zero.
  return allocating(exactly(count < 0 ? unbounded + count : count), 1);
};

/** Texts of one size replaced by those of another: from as few as can be to as many as can be. */
const replace: Estimate = (facts) => {
  const [text, old, by] = [size(facts, 0), size(facts, 1), size(facts, 2)];
  let [most, keptMost, least, keptLeast] = [0, 0, 0, 0];
  if (old.min === 0) [most, keptMost] = [text.max + 1, text.max];
  else if (by.max <= old.min) keptMost = text.max;
  else most = Math.ceil(text.max / old.min);
  if (old.max === 0) [least, keptLeast] = [text.min + 1, text.min];
  else if (old.max <= by.min) keptLeast = text.min;
  else least = Math.ceil(text.min / old.max);
  const made = plus(times({ min: least, max: most }, by), { min: keptLeast, max: keptMost });
  return { cost: scaled(text, 2 * traversal), size: made };
};

const split: Estimate = (facts) => {
  const text = size(facts, 0);
  const parts = facts.nodes[2];
  const isLimit = parts?.kind === 'literal' && isInt(parts.value);
  // A negative limit is none, and to cel-go a number of 64 bits without a sign.
  const limit = isLimit ? Number(parts.value) : text.max;
  return { cost: scaled(text, 2 * traversal), size: { min: 0, max: limit < 0 ? unbounded + limit : limit } };
};

const join: Estimate = (facts) => {
  const list = size(facts, 0);
  const separators = { min: Math.max(0, list.min - 1), max: Math.max(0, list.max - 1) };
  const gaps = facts.nodes.length > 1 ? times(size(facts, 1), separators) : exactly(0);
  // Of a list of unknown type cel-go takes the elements for empty.
  const isTyped = facts.types[0]?.params[0] !== undefined;
  const made = isTyped ? plus(times(list, facts.elementSize(0)), gaps) : gaps;
  return { cost: scaled(made, traversal), size: made };
};

function matching(text: Range, pattern: Range): Range {
  return times(scaled(plus(text, one), traversal), scaled(pattern, 0.25));
}

const find: Estimate = (facts) => ({
  cost: matching(size(facts, 0), size(facts, 1)),
  size: { min: 0, max: size(facts, 0).max },
});

/** Longest pattern behind the formats of Kubernetes' format library. */
const longestFormat = 128;

const sets =
  (factor: number): Estimate =>
  (facts) => ({ cost: plus(scaled(times(size(facts, 0), size(facts, 1)), factor), one) });

const contained =
  (base: Range): Estimate =>
  (facts) => {
    const isText = facts.signature.params[1]?.kind === 'string';
    return { cost: isText ? plus(base, scaled(size(facts, 1), traversal)) : base };
  };
/** The bytes of an address, twice. */
const compareAddresses = scaled({ min: 8, max: 32 }, traversal);

const concatenate: Estimate = (facts) => {
  const made = plus(size(facts, 0), size(facts, 1));
  const [kind] = facts.signature.params.map((type) => type.kind);
  if (kind === 'list') return { cost: one, size: made };
  return kind === 'string' || kind === 'bytes' ? { cost: scaled(made, traversal), size: made } : undefined;
};

const compare: Estimate = (facts) => {
  const smallest = Math.min(size(facts, 0).max, size(facts, 1).max);
  return { cost: scaled({ min: smallest > 0 ? 1 : 0, max: smallest }, traversal) };
};

const order: Estimate = (facts) =>
  ['string', 'bytes'].includes(facts.signature.params[0]?.kind ?? '') ? compare(facts) : undefined;

const equal: Estimate = (facts) => {
  const [left, right] = facts.types;
  const isPlain = /^(?:net\.|kubernetes\.(?:Quantity|Semver)$)/.test(left?.name ?? '');
  return isPlain && left?.name === right?.name ? { cost: one } : compare(facts);
};

const convert: Estimate = (facts) => {
  const text = size(facts, 0);
  const [kind] = facts.signature.params.map((type) => type.kind);
  if (facts.name === 'bytes' && kind === 'string')
    return { cost: scaled(text, traversal), size: { min: text.min, max: Math.min(text.max * 4, unbounded) } };
  if (facts.name === 'string' && kind === 'bytes')
    return { cost: scaled(text, traversal), size: { min: Math.floor(text.min / 4), max: text.max } };
  return undefined;
};

const quote: Estimate = (facts) => {
  const text = size(facts, 0);
  return { cost: scaled(text, traversal), size: { min: text.min + 2, max: text.max * 2 + 2 } };
};

/** The functions whose cost is not 1, from cel-go's checker, its extensions, and Kubernetes' own estimator. */
const estimates: ReadonlyMap<string, Estimate> = new Map([
  ...['isSorted', 'sum', 'max', 'min', 'indexOf', 'lastIndexOf'].map((name) => [name, walkList] as const),
  ...['url', 'lowerAscii', 'upperAscii', 'substring', 'trim'].map((name) => [name, walkTarget] as const),
  ...['cidr', 'isIP', 'isCIDR', 'quantity', 'isQuantity', 'semver', 'isSemver', 'format'].map(
    (name) => [name, walk()] as const,
  ),
  ['ip', (facts) => (facts.signature.method ? nominal(facts) : walk()(facts))],
  ['ip.isCanonical', walk(0, 2)],
  ['startsWith', walk(1)],
  ['endsWith', walk(1)],
  ['replace', replace],
  ['split', split],
  ['join', join],
  ['find', find],
  ['findAll', find],
  // cel-go estimates the method only.
  ['matches', (facts) => (facts.signature.method ? { cost: find(facts)?.cost ?? unknown } : undefined)],
  ['contains', (facts) => ({ cost: times(scaled(size(facts, 0), traversal), scaled(size(facts, 1), traversal)) })],
  ['containsIP', contained(compareAddresses)],
  ['containsCIDR', contained(plus(compareAddresses, scaled({ min: 4, max: 16 }, traversal), one))],
  ['validate', (facts) => ({ cost: scaled(scaled(size(facts, 1), traversal), longestFormat * 0.25) })],
  ['sets.contains', sets(1)],
  ['sets.intersects', sets(1)],
  ['sets.equivalent', sets(2)],
  ['slice', slice],
  ['lists.range', ({ nodes }) => allocating(exactly(intOf(nodes[0], unbounded)), 1)],
  ['reverse', (facts) => (facts.signature.params[0]?.kind === 'list' ? allocating(size(facts, 0), 1) : undefined)],
  ['flatten', (facts) => allocating(size(facts, 0), facts.nodes.length > 1 ? intOf(facts.nodes[1], unbounded) : 1)],
  ['distinct', (facts) => allocating(square(size(facts, 0)), 2)],
  ['sort', sort],
  ['_+_', concatenate],
  ...['_<_', '_<=_', '_>_', '_>=_'].map((name) => [name, order] as const),
  ['_==_', equal],
  ['_!=_', compare],
  ['@in', (facts) => (facts.signature.params[1]?.kind === 'list' ? { cost: scaled(size(facts, 1), 1) } : undefined)],
  ['string', convert],
  ['bytes', convert],
  ['strings.quote', quote],
]);

/** Estimates one overload of a call. */
export function estimateCall(facts: CallFacts): CallEstimate {
  return estimates.get(facts.name)?.(facts) ?? { cost: one };
}

/** Estimates what `sortBy` spends on sorting, given how many keys of which type there are. */
export function estimateSort(keys: Range, key: Type | undefined): Range {
  const isText = key?.kind === 'string' || key?.kind === 'bytes';
  return allocating(square(keys), isText ? 2 + traversal : 2).cost;
}

/** Several overloads that a call may be: what holds them all. */
export function eitherCall(a: CallEstimate | undefined, b: CallEstimate): CallEstimate {
  if (a === undefined) return b;
  const made = a.size === undefined ? b.size : b.size === undefined ? a.size : either(a.size, b.size);
  return { cost: either(a.cost, b.cost), ...(made !== undefined && { size: made }) };
}
