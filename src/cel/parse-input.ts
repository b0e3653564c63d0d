import { maxInputDepth, maxVisitedInput } from './limits.ts';
import { fitsInt } from './values/int.ts';
import { Double, type Value } from './values/value.ts';

/**
 * Parses JSON as input of expressions: integers within 64 bits are ints with all their digits, everything else that is
 * a number is a double: `1` is an int, `1.0` and `1e3` are doubles.
 * @throws SyntaxError for what is not JSON, and RangeError for what is nested deeper than 500 levels, or longer than
 *   8 Mi characters and has numbers that are doubles or beyond 2^53
 */
export function parseInput(text: string): Value {
  if (isDeep(text)) throw new RangeError(`it is nested deeper than ${maxInputDepth} levels`);
  // Visiting every value takes many times as long as parsing, and as much memory: only where a number may need it.
  if (!/\d[.eE]|\d{16}/.test(text)) return JSON.parse(text) as Value;
  if (text.length > maxVisitedInput)
    throw new RangeError(`it has fractions or long integers, and more than ${maxVisitedInput} characters`);
  return JSON.parse(text, revive) as Value;
}

/** Whether brackets nest too deep; of what is not JSON, `JSON.parse` says so. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === quote) at = endOfString(text, at);
    else if (unit === openBracket || unit === openBrace) {
      depth += 1;
      if (depth > maxInputDepth) return true;
    } else if (unit === closeBracket || unit === closeBrace) depth -= 1;
  }
  return false;
}

const [quote, backslash] = [0x22, 0x5c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
  return text.length;
}

function revive(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number') return value;
  const source = context?.source ?? '';
  if (!/^-?\d{1,19}$/.test(source)) return new Double(value);
  if (Number.isSafeInteger(value)) return value;
  const exact = BigInt(source);
  return fitsInt(exact) ? exact : new Double(value);
}
