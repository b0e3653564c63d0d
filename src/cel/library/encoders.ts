import { fail } from '../failure.ts';
import type { Value } from '../values/value.ts';
import { workString } from '../work.ts';
import { define, type FunctionDefinition } from './definition.ts';

/** The encoders library of cel-go's extensions. */
export const encoders: readonly FunctionDefinition[] = [
  define('base64.encode', ['(bytes) -> string'], (bytes: Uint8Array) => {
    workString(bytes.length * 2);
    return Buffer.from(bytes).toString('base64');
  }),
  define('base64.decode', ['(string) -> bytes'], decode),
];

function decode(text: string): Value {
  const plain = text.replaceAll(/[\r\n]/g, '');
  const body = plain.replace(/={1,2}$/, '');
  const padded = plain.length % 4 === 0 || body === plain;
  return /^[A-Za-z0-9+/]*$/.test(body) && body.length % 4 !== 1 && padded
    ? Buffer.from(body, 'base64')
    : fail('invalid base64');
}
