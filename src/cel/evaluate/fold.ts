import { Failure, fail } from '../failure.ts';
import type { Fold, OptionalMap } from '../syntax/node.ts';
import { adapt, isList, isMap, mapEntries, mapKeys, mapSize } from '../values/access.ts';
import { compare, wantOneType } from '../values/compare.ts';
import { MapValue } from '../values/map-value.ts';
import { Optional, type Value } from '../values/value.ts';
import { workElements } from '../work.ts';
import type { Compiler } from './compile.ts';
import { isConstant } from './constant.ts';
import type { Frame, Step } from './frame.ts';
import { attempt } from './logic.ts';

/** The parts of a fold, compiled. */
interface FoldParts {
  readonly range: Step;
  readonly filter: Step | undefined;
  readonly body: Step;
  readonly at: number;
  /** Puts the variables of the next round into the frame. */
  readonly rounds: (frame: Frame, range: Value) => Iterable<Value>;
}

/** A macro over a list or map. What each costs beside its parts is what cel-go's expansion of it costs. */
export function foldStep(compiler: Compiler, node: Fold): Step {
  const range = compiler.compile(node.range);
  const first = compiler.declare(node.first);
  const second = node.second === undefined ? undefined : compiler.declare(node.second);
  const filter = node.filter && compiler.compile(node.filter);
  const body = compiler.compile(node.body);
  compiler.forget(second === undefined ? 1 : 2);
  const parts = {
    range,
    filter,
    body,
    at: node.at,
    rounds: second === undefined ? oneVariable(first) : twoVariables(first, second),
  };
  switch (node.macro) {
    case 'all':
      return quantifierStep(parts, false, 3);
    case 'exists':
      return quantifierStep(parts, true, 4);
    case 'existsOne':
      return existsOneStep(parts);
    case 'filter':
      return filterStep(parts);
    case 'map':
    case 'transformList':
      return transformListStep(parts, isConstant(node.body) ? 2 : 12);
    case 'sortBy':
      return sortByStep(parts, compiler.isOpen(node));
    case 'transformMap':
      return transformMapStep(parts, first);
    case 'transformMapEntry':
      return transformMapEntryStep(parts);
  }
}

function oneVariable(slot: number): FoldParts['rounds'] {
  return function* (frame, range) {
    if (isList(range)) {
      for (const item of range) yield (frame.slots[slot] = adapt(item));
    } else if (isMap(range)) {
      for (const key of mapKeys(range)) yield (frame.slots[slot] = key);
    } else fail('no such overload: a macro needs a list or map');
  };
}

function twoVariables(first: number, second: number): FoldParts['rounds'] {
  return function* (frame, range) {
    if (isList(range)) {
      for (const [index, item] of range.entries()) {
        frame.slots[first] = index;
        yield (frame.slots[second] = adapt(item));
      }
    } else if (isMap(range)) {
      for (const [key, value] of mapEntries(range)) {
        frame.slots[first] = key;
        yield (frame.slots[second] = value);
      }
    } else fail('no such overload: a macro needs a list or map');
  };
}

/** `all` and `exists`: the first round that decides does; else an error of any round. */
function quantifierStep({ range, body, at, rounds }: FoldParts, deciding: boolean, roundCost: number): Step {
  return (frame) => {
    frame.spend(1);
    const over = range(frame);
    frame.at = at;
    let failure: Failure | undefined;
    let left = isList(over) ? over.length : isMap(over) ? mapSize(over) : 0;
    for (const _ of rounds(frame, over)) {
      frame.spend(roundCost);
      left -= 1;
      const value = attempt(body, frame);
      if (value === deciding) {
        // cel-go finds out that it is decided where the next round would begin.
        frame.spend(left > 0 ? roundCost - 1 : 0);
        return deciding;
      }
      if (value instanceof Failure) failure ??= value;
    }
    if (failure !== undefined) throw failure;
    return !deciding;
  };
}

function existsOneStep({ range, body, at, rounds }: FoldParts): Step {
  return (frame) => {
    frame.spend(2);
    const over = range(frame);
    frame.at = at;
    let count = 0;
    for (const _ of rounds(frame, over)) {
      const holds = truth(body, frame, at);
      frame.spend(holds ? 2 : 0);
      if (holds) count += 1;
    }
    return count === 1;
  };
}

function filterStep({ range, body, at, rounds }: FoldParts): Step {
  return (frame) => {
    frame.spend(1);
    const over = range(frame);
    frame.at = at;
    const made: Value[] = [];
    for (const item of rounds(frame, over)) {
      const holds = truth(body, frame, at);
      frame.spend(holds ? 13 : 0);
      if (holds) made.push(item);
    }
    workElements(made.length);
    return made;
  };
}

function transformListStep({ range, filter, body, at, rounds }: FoldParts, roundCost: number): Step {
  return (frame) => {
    frame.spend(1);
    const over = range(frame);
    frame.at = at;
    const made: Value[] = [];
    for (const _ of rounds(frame, over)) {
      const holds = filter === undefined || truth(filter, frame, at);
      frame.spend(holds ? roundCost : 0);
      if (holds) made.push(body(frame));
    }
    workElements(made.length);
    return made;
  };
}

/** Sorts the elements by the values of the body. */
function sortByStep({ range, body, at, rounds }: FoldParts, isOpen: boolean): Step {
  return (frame) => {
    const over = range(frame);
    frame.at = at;
    const keyed: { item: Value; key: Value }[] = [];
    for (const item of rounds(frame, over)) {
      frame.spend(12);
      keyed.push({ item, key: body(frame) });
    }
    workElements(keyed.length);
    const isText = typeof keyed[0]?.key === 'string' || keyed[0]?.key instanceof Uint8Array;
    frame.spend(isOpen ? 4 : 14 + Math.floor((isText ? 2.1 : 2) * keyed.length ** 2));
    frame.at = at;
    wantOneType(keyed.map(({ key }) => key));
    return keyed.toSorted((a, b) => compare(a.key, b.key)).map(({ item }) => item);
  };
}

function transformMapStep({ range, filter, body, at, rounds }: FoldParts, keySlot: number): Step {
  return (frame) => {
    frame.spend(1);
    const over = range(frame);
    frame.at = at;
    const made = new MapValue();
    for (const _ of rounds(frame, over)) {
      const holds = filter === undefined || truth(filter, frame, at);
      frame.spend(holds ? 3 : 0);
      if (!holds) continue;
      const key = frame.slots[keySlot] as Value;
      const value = body(frame);
      frame.at = at;
      made.add(key, value);
    }
    workElements(made.size);
    return made;
  };
}

function transformMapEntryStep({ range, filter, body, at, rounds }: FoldParts): Step {
  return (frame) => {
    frame.spend(1);
    const over = range(frame);
    frame.at = at;
    const made = new MapValue();
    for (const _ of rounds(frame, over)) {
      const holds = filter === undefined || truth(filter, frame, at);
      frame.spend(holds ? 2 : 0);
      if (!holds) continue;
      const entries = body(frame);
      frame.at = at;
      if (!isMap(entries)) return fail('no such overload: transformMapEntry needs a map');
      for (const [key, value] of mapEntries(entries)) made.add(key, value);
    }
    workElements(made.size);
    return made;
  };
}

function truth(step: Step, frame: Frame, at: number): boolean {
  const value = step(frame);
  if (typeof value === 'boolean') return value;
  frame.at = at;
  return fail('no such overload: a condition must be a bool');
}

/** `target.optMap(name, body)`: applied to the value of an optional if it has one. */
export function optionalMapStep(compiler: Compiler, node: OptionalMap): Step {
  const target = compiler.compile(node.target);
  const [held, cost] = [compiler.declare(''), compiler.declare('')];
  // cel-go's expansion evaluates the target a second time, where the variable is first used.
  const { slot, step } = compiler.within(node.name, node.body, (frame) => {
    frame.spend(Number(frame.slots[cost]) + 1);
    return frame.slots[held] as Value;
  });
  compiler.forget(2);
  const { flat, at } = node;
  return (frame) => {
    const before = frame.cost;
    const given = target(frame);
    frame.at = at;
    if (!(given instanceof Optional)) return fail('no such overload: an optional is needed here');
    frame.slots[cost] = frame.cost - before;
    frame.slots[held] = given.value;
    frame.slots[slot] = undefined;
    frame.spend(flat && given.value !== undefined ? 1 : 2);
    if (given.value === undefined) return given;
    const made = step(frame);
    if (!flat) return new Optional(made);
    // The checker saw to it that this is an optional, unless it is dyn; cel-go does not look then.
    return made;
  };
}
