import type { ResolvedCall } from '../check/resolve.ts';
import { exceed, fail } from '../failure.ts';
import type { FunctionDefinition } from '../library/definition.ts';
import { maxElements, maxStringLength } from '../limits.ts';
import type { Call } from '../syntax/node.ts';
import { isList, isMap } from '../values/access.ts';
import { contains } from '../values/compare.ts';
import { Optional, type Value } from '../values/value.ts';
import type { Signature } from '../types/read-type.ts';
import { isConstant } from './constant.ts';
import type { Compiler } from './compile.ts';
import type { Frame, Step } from './frame.ts';
import { takesOf, type Takes } from './takes.ts';

/** A definition, and whether it takes given arguments. */
interface Candidate {
  readonly takes: Takes;
  readonly definition: FunctionDefinition;
}

/** What the checker found out about a call: the one overload that is left, or that several are. */
export interface CheckedCall {
  readonly only: Signature | undefined;
  readonly isOpen: boolean;
}

type Apply = (frame: Frame, given: readonly Value[]) => Value;

/** Functions whose cost cel-go looks up by overload: where types leave that open, a call costs 1. */
const costedByOverload = new Set(['_+_', '_<_', '_<=_', '_>_', '_>=_', '@in', 'string', 'bytes', 'sort', 'reverse']);

/** Functions that cel-go dispatches by the values alone, besides operators; of all others it takes the overload left. */
const dispatchedByValue = new Set(['size', 'matches', 'sort', 'type', 'dyn', 'flatten']);

/** A call: the first definition that takes the arguments is applied. */
export function callStep(compiler: Compiler, node: Call, resolved: ResolvedCall, checked: CheckedCall): Step {
  const { args, definitions, name, method } = resolved;
  const isIndex = name === '_[_]' || name === '_[?_]';
  const steps = args.map((arg, index) =>
    isIndex && index === 0 ? compiler.attributeOperand(arg) : compiler.compile(arg),
  );
  const { at } = node;
  const isFixed = /^[a-z]/i.test(name) && !dispatchedByValue.has(name);
  const candidates = (definitions ?? []).flatMap((definition) => {
    const takes = takesOf(definition, method, args.length, isFixed ? checked.only : undefined);
    return takes === undefined ? [] : [{ definition, takes }];
  });
  const apply = applier(name, candidates, checked.isOpen && costedByOverload.has(name));
  const special = specialStep(resolved, steps, at, apply);
  if (special !== undefined) return special;
  const [one, two] = steps;
  if (steps.length === 1 && one !== undefined) {
    return (frame) => {
      const given = [one(frame)];
      frame.at = at;
      return apply(frame, given);
    };
  }
  if (steps.length === 2 && one !== undefined && two !== undefined) {
    return (frame) => {
      const given = [one(frame), two(frame)];
      frame.at = at;
      return apply(frame, given);
    };
  }
  return (frame) => {
    const given = steps.map((step) => step(frame));
    frame.at = at;
    return apply(frame, given);
  };
}

/** Functions of one step, whatever they are given. */
const constantTime = new Set([
  'size',
  'type',
  'dyn',
  'first',
  'last',
  'optional.of',
  'optional.ofNonZeroValue',
  'value',
]);

/** Refuses what is too large before a function walks or copies it: input may be larger than what expressions make. */
function wantWalkable(value: Value | undefined): void {
  if (typeof value === 'string' || value instanceof Uint8Array) {
    if (value.length > maxStringLength) exceed(`a string is longer than ${maxStringLength} characters`);
  } else if (value !== undefined && isList(value) && value.length > maxElements)
    exceed(`a list has more than ${maxElements} elements`);
}

/** Calls that are more than a function: what must not evaluate its argument, or is constant in part. */
function specialStep(
  { name, method, args }: ResolvedCall,
  [first, second]: readonly Step[],
  at: number,
  dispatch: Apply,
): Step | undefined {
  if (first === undefined || second === undefined || args.length !== 2) return undefined;
  if (method && (name === 'or' || name === 'orValue')) {
    return (frame) => {
      const optional = first(frame);
      frame.at = at;
      // To cel-go, what is no optional is a value.
      if (!(optional instanceof Optional)) return optional;
      if (optional.value === undefined) return second(frame);
      return name === 'or' ? optional : optional.value;
    };
  }
  if (name === '_[?_]') {
    return (frame) => {
      const given = [first(frame), second(frame)];
      frame.at = at;
      const [container = null] = given;
      const isContainer = isList(container) || isMap(container) || container instanceof Optional;
      return isContainer ? dispatch(frame, given) : Optional.none;
    };
  }
  if (name !== '@in' || args[1]?.kind !== 'list' || !isConstant(args[1])) return undefined;
  if (args[1].items.length === 0) return () => false;
  // cel-go makes a set of a constant list, and takes looking into it for free.
  return (frame) => {
    const value = first(frame);
    const list = second(frame);
    frame.at = at;
    return contains(list, value);
  };
}

function applier(
  name: string,
  candidates: readonly Candidate[],
  isFlat: boolean,
): (frame: Frame, given: readonly Value[]) => Value {
  const walks = /^[a-z]/i.test(name) && !constantTime.has(name);
  return (frame, given) => {
    if (walks) {
      wantWalkable(given[0]);
      wantWalkable(given[1]);
    }
    for (const { takes, definition } of candidates) {
      if (!takes(given)) continue;
      const value = definition.call(...given);
      frame.spend(isFlat || definition.cost === undefined ? 1 : definition.cost(given, value));
      return value;
    }
    return fail(candidates.length === 0 ? `undeclared reference to '${name}'` : `no such overload: ${name}`);
  };
}
