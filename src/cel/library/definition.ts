import type { Value } from '../values/value.ts';
import { readSignature, type Signature } from '../types/read-type.ts';

/** The cost of a call in the units of cel-go; 1 for functions that do not say. */
export type CallCost = (args: readonly Value[], result: Value) => number;

/** A function, or some of the overloads of one: what it takes, and what it does. */
export interface FunctionDefinition {
  readonly name: string;
  readonly signatures: readonly Signature[];
  /** Is called only with arguments of one of the signatures; throws Failure. */
  readonly call: (...args: Value[]) => Value;
  readonly cost: CallCost | undefined;
  /** Set when evaluation looks at the type of the first argument only, and leaves the others to `call`. */
  readonly lenient?: boolean;
  /** Set when `call` itself fails for what no signature takes: trying fourteen signatures costs more than comparing. */
  readonly checksItself?: boolean;
}

/** Defines a function; see `readSignature` for how signatures are written. A method gets its target first. */
export function define(
  name: string,
  signatures: readonly string[],
  call: (...args: never[]) => Value,
  cost?: CallCost,
): FunctionDefinition {
  return { name, signatures: signatures.map(readSignature), call: call as (...args: Value[]) => Value, cost };
}
