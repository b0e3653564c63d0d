import { contains } from '../values/compare.ts';
import { adapt } from '../values/access.ts';
import type { Value } from '../values/value.ts';
import { sizeOf } from './cost.ts';
import { define, type CallCost, type FunctionDefinition } from './definition.ts';

type List = readonly Value[];

const productCost =
  (times: number): CallCost =>
  ([a, b]) =>
    1 + sizeOf(a) * sizeOf(b) * times;
const within = (part: List, whole: List) => part.every((item) => contains(whole, adapt(item)));

/** The sets library of cel-go's extensions. */
export const sets: readonly FunctionDefinition[] = [
  define(
    'sets.contains',
    ['(list(A), list(A)) -> bool'],
    (whole: List, part: List) => within(part, whole),
    productCost(1),
  ),
  define(
    'sets.intersects',
    ['(list(A), list(A)) -> bool'],
    (a: List, b: List) => a.some((item) => contains(b, adapt(item))),
    productCost(1),
  ),
  define(
    'sets.equivalent',
    ['(list(A), list(A)) -> bool'],
    (a: List, b: List) => within(a, b) && within(b, a),
    productCost(2),
  ),
];
