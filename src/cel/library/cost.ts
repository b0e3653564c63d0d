import { isList, isMap, mapSize } from '../values/access.ts';
import { Optional, type Value } from '../values/value.ts';
import { codePoints } from '../values/text.ts';
import type { CallCost } from './definition.ts';

/** Cost per character of walking a string, of cel-go's `StringTraversalCostFactor`. */
const traversal = 0.1;

/** The size of a value in cel-go's cost model: code points, bytes, elements, entries; 1 for anything else. */
export function sizeOf(value: Value | undefined): number {
  if (value === undefined || value === null) return 1;
  if (typeof value === 'string') return codePoints(value);
  if (typeof value !== 'object') return 1;
  if (isList(value) || value instanceof Uint8Array) return value.length;
  if (value instanceof Optional) return value.value === undefined ? 1 : sizeOf(value.value);
  return isMap(value) ? mapSize(value) : 1;
}

/** Walking the first argument `times` over. */
export function traverseFirst(times = 1): CallCost {
  return ([first]) => Math.ceil(sizeOf(first) * times * traversal);
}

/** Walking both arguments, as concatenation does. */
export const traverseBoth: CallCost = ([a, b]) => Math.ceil((sizeOf(a) + sizeOf(b)) * traversal);

/** Walking the shorter argument, as a comparison does. */
export const traverseShorter: CallCost = ([a, b]) => Math.ceil(Math.min(sizeOf(a), sizeOf(b)) * traversal);

/** Making a list: a step for each of its elements. */
export const makeList: CallCost = (_, result) => 11 + sizeOf(result);

/** Making a flat list: a step for each element of the list, for each level. */
export const makeFlat: CallCost = ([list, depth]) => 11 + sizeOf(list) * (depth === undefined ? 1 : Number(depth));

/** Comparing each element of a list with each, and making another list. */
export const compareAll: CallCost = ([list]) => {
  const isText = isList(list ?? null) && typeof (list as readonly Value[])[0] === 'string';
  return 11 + Math.floor(sizeOf(list) ** 2 * (isText ? 2 + traversal : 2));
};

/** Walking one argument for every step of the other. */
export const traverseProduct: CallCost = ([a, b]) =>
  Math.ceil(sizeOf(a) * traversal) * Math.ceil(sizeOf(b) * traversal);

/** Matching a text (first) with a pattern (second). */
export const matchCost: CallCost = ([text, pattern]) =>
  Math.ceil((1 + sizeOf(text)) * traversal) * Math.ceil(sizeOf(pattern) * 0.25);

/** Walking twice what was made. */
export const traverseResult: CallCost = (_, result) => Math.ceil(sizeOf(result) * 2 * traversal);
