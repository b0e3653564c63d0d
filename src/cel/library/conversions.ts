import { fail } from '../failure.ts';
import { typeName } from '../values/access.ts';
import { type Duration, formatDuration, parseDuration } from '../values/duration.ts';
import { intOf, uintOf } from '../values/int.ts';
import { formatTimestamp, parseTimestamp, Timestamp } from '../values/timestamp.ts';
import { Double, TypeValue, type Uint, type Value } from '../values/value.ts';
import { traverseFirst } from './cost.ts';
import { define, type FunctionDefinition } from './definition.ts';
import { formatDouble } from './format-double.ts';

type Int = number | bigint;

const same = (value: Value) => value;

/** Conversions between types. */
export const conversions: readonly FunctionDefinition[] = [
  define('int', ['(int) -> int'], same),
  define('int', ['(uint) -> int'], (value: Uint) => intOf(value.value)),
  define('int', ['(double) -> int'], (value: Double) => intOf(whole(value.value, 2 ** 63))),
  define('int', ['(string) -> int'], (text: string) => intOf(integer(text, /^[+-]?\d{1,40}$/))),
  define('int', ['(timestamp) -> int'], ({ nanos }: Timestamp) => intOf(floorDivide(nanos, 1_000_000_000n))),
  define('int', ['(duration) -> int'], ({ nanos }: Duration) => intOf(nanos)),
  define('uint', ['(uint) -> uint'], same),
  define('uint', ['(int) -> uint'], (value: Int) => uintOf(BigInt(value))),
  define('uint', ['(double) -> uint'], (value: Double) => uintOf(value.value < 0 ? -1n : whole(value.value, 2 ** 64))),
  define('uint', ['(string) -> uint'], (text: string) => uintOf(integer(text, /^\d{1,40}$/))),
  define('double', ['(double) -> double'], same),
  define('double', ['(int) -> double'], (value: Int) => new Double(Number(value))),
  define('double', ['(uint) -> double'], (value: Uint) => new Double(Number(value.value))),
  define('double', ['(string) -> double'], (text: string) => new Double(double(text))),
  define('string', ['(string) -> string'], same),
  define('string', ['(bool) -> string', '(int) -> string'], (value: boolean | Int) => String(value)),
  define('string', ['(uint) -> string'], (value: Uint) => String(value.value)),
  define('string', ['(double) -> string'], (value: Double) => formatDouble(value.value)),
  define('string', ['(bytes) -> string'], decode, traverseFirst()),
  define('string', ['(timestamp) -> string'], formatTimestamp),
  define('string', ['(duration) -> string'], formatDuration),
  define('bytes', ['(bytes) -> bytes'], same),
  define('bytes', ['(string) -> bytes'], (text: string) => Buffer.from(text), traverseFirst()),
  define('bool', ['(bool) -> bool'], same),
  define('bool', ['(string) -> bool'], truth),
  define('timestamp', ['(timestamp) -> timestamp'], same),
  define('timestamp', ['(string) -> timestamp'], parseTimestamp),
  define('timestamp', ['(int) -> timestamp'], (value: Int) => new Timestamp(BigInt(value) * 1_000_000_000n)),
  define('duration', ['(duration) -> duration'], same),
  // cel-go declares it, and fails to do it.
  define('duration', ['(int) -> duration'], () => fail('type conversion error from int to google.protobuf.Duration')),
  define('duration', ['(string) -> duration'], parseDuration),
  define('dyn', ['(A) -> dyn'], same),
  define('type', ['(A) -> type(A)'], (value: Value) => new TypeValue(typeName(value))),
];

function whole(value: number, limit: number): bigint {
  // cel-go refuses the ends themselves: as doubles they stand for more than one integer.
  return Math.abs(value) < limit ? BigInt(Math.trunc(value)) : fail('integer overflow');
}

function integer(text: string, pattern: RegExp): bigint {
  return pattern.test(text) ? BigInt(text.replace(/^\+/, '')) : fail(`not an integer: ${text.slice(0, 40)}`);
}

function double(text: string): number {
  if (/^[+-]?(?:inf|infinity)$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return NaN;
  const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : fail(`not a double: ${text.slice(0, 40)}`);
}

function truth(text: string): Value {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text) ? false : fail(`not a bool: ${text.slice(0, 40)}`);
}

function decode(bytes: Uint8Array): Value {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fail('the bytes are not UTF-8');
  }
}

function floorDivide(a: bigint, b: bigint): bigint {
  return (a - (((a % b) + b) % b)) / b;
}
