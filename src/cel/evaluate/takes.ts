import type { FunctionDefinition } from '../library/definition.ts';
import type { Signature } from '../types/read-type.ts';
import type { Type } from '../types/type.ts';
import { adapt, isList, isMap } from '../values/access.ts';
import { Duration } from '../values/duration.ts';
import { isInt } from '../values/int.ts';
import { Timestamp } from '../values/timestamp.ts';
import { Double, Opaque, Optional, TypeValue, Uint, type Value } from '../values/value.ts';

/** Whether arguments are of the types that a function takes. */
export type Takes = (given: readonly Value[]) => boolean;

type Test = (value: Value) => boolean;

/**
 * The test of a definition's arguments; undefined when it takes another number of them, is no method, or does not have
 * the one overload that is left.
 */
export function takesOf(
  { signatures, lenient, checksItself }: FunctionDefinition,
  method: boolean,
  count: number,
  only: Signature | undefined,
): Takes | undefined {
  const fitting = signatures.filter(
    (one) => one.params.length === count && one.method === method && (only === undefined || one === only),
  );
  if (fitting.length === 0) return undefined;
  if (checksItself === true) return () => true;
  const alternatives = fitting.map(({ params }) =>
    params.map((type, index) => {
      if (!lenient) return testOf(type);
      return index > 0 ? undefined : kindTest(type);
    }),
  );
  const [single] = alternatives;
  if (alternatives.length === 1 && single !== undefined) return all(single);
  const tests = alternatives.map(all);
  return (given) => tests.some((test) => test(given));
}

function all(tests: readonly (Test | undefined)[]): Takes {
  const [first, second] = tests;
  if (tests.length === 1 && first !== undefined) return (given) => first(given[0] as Value);
  if (tests.length === 2 && first !== undefined && second !== undefined)
    return (given) => first(given[0] as Value) && second(given[1] as Value);
  return (given) => tests.every((test, index) => test === undefined || test(given[index] as Value));
}

/** The test for a type; undefined where any value will do. Of a list cel-go looks at the first element, and so do we. */
function testOf(type: Type): Test | undefined {
  const [element] = type.params;
  const elementTest = type.kind === 'list' && element !== undefined ? testOf(element) : undefined;
  if (elementTest === undefined) return kindTest(type);
  return (value) => isList(value) && (value.length === 0 || elementTest(adapt(value[0] as Value)));
}

/** The test for a type without that for elements. */
function kindTest(type: Type): Test | undefined {
  switch (type.kind) {
    case 'dyn':
    case 'error':
    case 'any':
    case 'param':
      return undefined;
    case 'null':
      return (value) => value === null;
    case 'bool':
      return (value) => typeof value === 'boolean';
    case 'int':
      return isInt;
    case 'string':
      return (value) => typeof value === 'string';
    case 'list':
      return isList;
    case 'map':
      return isMap;
    case 'opaque':
    case 'message':
      return (value) => value instanceof Opaque && value.typeName === type.name;
    case 'wrapper':
      return type.params[0] && testOf(type.params[0]);
    case 'uint':
    case 'double':
    case 'bytes':
    case 'timestamp':
    case 'duration':
    case 'type':
    case 'optional':
      return instanceTest(type.kind);
  }
}

function instanceTest(kind: 'uint' | 'double' | 'bytes' | 'timestamp' | 'duration' | 'type' | 'optional'): Test {
  const made = {
    uint: Uint,
    double: Double,
    bytes: Uint8Array,
    timestamp: Timestamp,
    duration: Duration,
    type: TypeValue,
    optional: Optional,
  }[kind];
  return (value) => value instanceof made;
}
