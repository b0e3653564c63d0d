import { fitsInt } from './values/int.ts';
import { Double, type Value } from './values/value.ts';

/**
 * Parses JSON as input of expressions: integers within 64 bits are ints with all their digits, everything else that is
 * a number is a double: `1` is an int, `1.0` and `1e3` are doubles.
 * @throws SyntaxError
 */
export function parseInput(text: string): Value {
  // Visiting every value takes several times as long as parsing: only where a number may need it.
  return (/\d[.eE]|\d{16}/.test(text) ? JSON.parse(text, revive) : JSON.parse(text)) as Value;
}

function revive(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number') return value;
  const source = context?.source ?? '';
  if (!/^-?\d{1,19}$/.test(source)) return new Double(value);
  if (Number.isSafeInteger(value)) return value;
  const exact = BigInt(source);
  return fitsInt(exact) ? exact : new Double(value);
}
