import type { ResolvedCall } from '../check/resolve.ts';
import { fail } from '../failure.ts';
import type { FunctionDefinition } from '../library/definition.ts';
import type { Call } from '../syntax/node.ts';
import type { Value } from '../values/value.ts';
import type { Compiler } from './compile.ts';
import type { Frame, Step } from './frame.ts';
import { takesOf, type Takes } from './takes.ts';

/** A definition, and whether it takes given arguments. */
interface Candidate {
  readonly takes: Takes;
  readonly definition: FunctionDefinition;
}

/** A call: the first definition that takes the arguments is applied. */
export function callStep(compiler: Compiler, node: Call, resolved: ResolvedCall): Step {
  const { args, definitions, name, method } = resolved;
  const steps = args.map((arg) => compiler.compile(arg));
  const { at } = node;
  const candidates = (definitions ?? []).flatMap((definition) => {
    const takes = takesOf(definition, method, args.length);
    return takes === undefined ? [] : [{ definition, takes }];
  });
  const apply = applier(name, candidates);
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

function applier(name: string, candidates: readonly Candidate[]): (frame: Frame, given: readonly Value[]) => Value {
  return (frame, given) => {
    for (const { takes, definition } of candidates) {
      if (!takes(given)) continue;
      const value = definition.call(...given);
      frame.spend(definition.cost === undefined ? 1 : definition.cost(given, value));
      return value;
    }
    return fail(candidates.length === 0 ? `undeclared reference to '${name}'` : `no such overload: ${name}`);
  };
}
