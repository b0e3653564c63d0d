import { maxElements } from '../../limits.ts';
import type { Value } from '../../values/value.ts';
import { workElements } from '../../work.ts';
import { matchCost } from '../cost.ts';
import { define, type FunctionDefinition } from '../definition.ts';
import { withRegex } from '../match-text.ts';

function find(text: string, pattern: string): Value {
  return withRegex(pattern, (regex) => {
    const match = regex.find(text);
    return match === undefined ? '' : text.slice(match.start, match.end);
  });
}

function findAll(text: string, pattern: string, limit: number | bigint = -1): Value {
  return withRegex(pattern, (regex) => {
    const matches = regex.findAll(text, limit < 0 ? maxElements + 1 : Math.min(Number(limit), maxElements + 1));
    workElements(matches.length);
    return matches.map(({ start, end }) => text.slice(start, end));
  });
}

/** Kubernetes' regex library. */
export const regex: readonly FunctionDefinition[] = [
  define('find', ['string.(string) -> string'], find, matchCost),
  define('findAll', ['string.(string) -> list(string)', 'string.(string, int) -> list(string)'], findAll, matchCost),
];
