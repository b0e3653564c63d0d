import type { MapValue } from '../values/map-value.ts';
import { mapSize } from '../values/access.ts';
import { codePoints } from '../values/text.ts';
import type { JsonObject, Value } from '../values/value.ts';
import { matchText } from './match-text.ts';
import { matchCost, traverseFirst, traverseProduct } from './cost.ts';
import { define, type FunctionDefinition } from './definition.ts';

/** `size` and the functions of strings that every environment has. */
export const collections: readonly FunctionDefinition[] = [
  define('size', ['(string) -> int', 'string.() -> int'], codePoints),
  define(
    'size',
    ['(bytes) -> int', 'bytes.() -> int', '(list(A)) -> int', 'list(A).() -> int'],
    (value: Uint8Array | readonly Value[]) => value.length,
  ),
  define('size', ['(map(A, B)) -> int', 'map(A, B).() -> int'], (map: MapValue | JsonObject) => mapSize(map)),
  define('contains', ['string.(string) -> bool'], (text: string, part: string) => text.includes(part), traverseProduct),
  define(
    'startsWith',
    ['string.(string) -> bool'],
    (text: string, start: string) => text.startsWith(start),
    traverseFirst(),
  ),
  define('endsWith', ['string.(string) -> bool'], (text: string, end: string) => text.endsWith(end), traverseFirst()),
  define('matches', ['string.(string) -> bool', '(string, string) -> bool'], matchText, matchCost),
];
