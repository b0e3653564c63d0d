import type { Type } from '../types/type.ts';
import { isList, isMap, mapEntries } from '../values/access.ts';
import { MapValue } from '../values/map-value.ts';
import { Double, type Value } from '../values/value.ts';
import type { Step } from './frame.ts';

/** JSON has one kind of number: what is declared as a double is one even where the input says `1`. */
export function asDeclared(type: Type | undefined, step: Step): Step {
  if (type === undefined || !mentionsDouble(type)) return step;
  return (frame) => convert(step(frame), type);
}

function mentionsDouble({ kind, params }: Type): boolean {
  return kind === 'double' || params.some(mentionsDouble);
}

function convert(value: Value, type: Type): Value {
  const [first, second] = type.params;
  if (type.kind === 'double' || (type.kind === 'wrapper' && first?.kind === 'double'))
    return typeof value === 'number' ? new Double(value) : value;
  if (type.kind === 'list' && first !== undefined && isList(value)) return value.map((item) => convert(item, first));
  if (type.kind !== 'map' || second === undefined || !isMap(value)) return value;
  const made = new MapValue();
  for (const [key, item] of mapEntries(value)) made.add(key, convert(item, second));
  return made;
}
