import { fail } from '../failure.ts';
import { Uint, type Value } from './value.ts';

const minInt = -(2n ** 63n);
const maxInt = 2n ** 63n - 1n;
const maxUint = 2n ** 64n - 1n;

/** Whether a value is an int (see Value for how ints are kept). */
export function isInt(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** The int of a bigint, in its one form. @throws Failure when it needs more than 64 bits */
export function intOf(value: bigint, what = 'integer overflow'): number | bigint {
  if (value >= -9007199254740991n && value <= 9007199254740991n) return Number(value);
  if (value < minInt || value > maxInt) fail(what);
  return value;
}

/** The uint of a bigint. @throws Failure when it is negative or needs more than 64 bits */
export function uintOf(value: bigint, what = 'unsigned integer overflow'): Uint {
  if (value < 0n || value > maxUint) fail(what);
  return new Uint(value);
}

/** Whether a bigint is an int64. */
export function fitsInt(value: bigint): boolean {
  return value >= minInt && value <= maxInt;
}

/** The int as a number for use as an index or count; what is not safe becomes the nearest number. */
export function toNumber(value: number | bigint): number {
  return Number(value);
}
