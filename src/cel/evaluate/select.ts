import { fail } from '../failure.ts';
import type { Select } from '../syntax/node.ts';
import { adapt, isList, isMap, mapGet } from '../values/access.ts';
import { Message } from '../values/message.ts';
import { Optional, type Value } from '../values/value.ts';
import type { Step } from './frame.ts';

/** `operand.field` and `operand.?field`. */
export function selectStep(operand: Step, field: string, node: Select): Step {
  const { at, mode } = node;
  if (mode === 'optional') {
    return (frame) => {
      const value = operand(frame);
      frame.at = at;
      const found = value instanceof Optional ? selectOfOptional(value, field) : selectOptional(value, field);
      // To cel-go, what is absent was not selected.
      if (found.value !== undefined) frame.spend(1);
      return found;
    };
  }
  return (frame) => {
    frame.spend(1);
    const value = operand(frame);
    frame.at = at;
    if (value instanceof Optional) return selectOfOptional(value, field);
    return fieldOf(value, field) ?? fail(`no such key: ${field}`);
  };
}

/** `has(operand.field)`, which Kubernetes lets cost nothing. */
export function testStep(operand: Step, field: string, at: number): Step {
  return (frame) => {
    const value = operand(frame);
    frame.at = at;
    return hasField(value instanceof Optional ? value.value : value, field);
  };
}

/** What has no fields has not this one either: to cel-go that is no error where an optional is asked for. */
function selectOptional(value: Value, field: string): Optional {
  if (isList(value)) return fail('no such overload: a list has no fields');
  return isMap(value) || value instanceof Message ? selectOfOptional(new Optional(value), field) : Optional.none;
}

/** What can have no fields has not this one, to cel-go; only of a list it is an error to ask. */
function hasField(value: Value | undefined, field: string): boolean {
  if (value === undefined) return false;
  if (isList(value)) return fail('no such overload: a list has no fields');
  return (isMap(value) || value instanceof Message) && fieldOf(value, field) !== undefined;
}

function selectOfOptional({ value }: Optional, field: string): Optional {
  const found = value === undefined ? undefined : fieldOf(value, field);
  return found === undefined ? Optional.none : new Optional(found);
}

/** The value of a field or key; undefined when it is absent. @throws Failure for what has no fields */
function fieldOf(value: Value, field: string): Value | undefined {
  if (isMap(value)) return mapGet(value, field);
  if (!(value instanceof Message)) return fail('no such overload: the value has no fields');
  const found = value.fields.get(field);
  return found === undefined ? undefined : adapt(found);
}
