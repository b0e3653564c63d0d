import { fail } from '../failure.ts';
import { adapt, isList, isMap, mapEntries } from '../values/access.ts';
import { compareStrings, numericOf } from '../values/compare.ts';
import { Duration, formatDuration } from '../values/duration.ts';
import { isInt } from '../values/int.ts';
import { formatTimestamp, Timestamp } from '../values/timestamp.ts';
import { Double, Optional, TypeValue, Uint, type Value } from '../values/value.ts';
import { work, workString } from '../work.ts';

const clause = /%(?:\.(\d*))?(.?)/gsu;

/** `text.format(args)` of the strings library. @throws Failure for a clause that is wrong or has no argument */
export function formatText(text: string, args: readonly Value[]): Value {
  let next = 0;
  let length = text.length;
  const made = text.replaceAll(clause, (_, precision: string | undefined, verb: string) => {
    if (verb === '%' && precision === undefined) return '%';
    if (verb === '' || !'sdfeboxX'.includes(verb))
      return fail(`could not parse formatting clause: unrecognized formatting clause "${verb}"`);
    if (precision === '') return fail('could not parse formatting clause: no digits after the point');
    const arg = args[next];
    if (arg === undefined) return fail(`index ${next} out of range`);
    next += 1;
    const digits = precision === undefined ? undefined : Number(precision);
    if (digits !== undefined && digits > 100) return fail('could not parse formatting clause: precision above 100');
    const part = formatArgument(verb, adapt(arg), digits);
    length += part.length;
    workString(length);
    return part;
  });
  return made;
}

function formatArgument(verb: string, value: Value, precision: number | undefined): string {
  if (verb === 's') return formatString(value);
  if (verb === 'd') return formatDecimal(value);
  if (verb === 'f' || verb === 'e') return formatFloat(verb, value, precision ?? 6);
  if (verb === 'b') {
    if (typeof value === 'boolean') return value ? '1' : '0';
    return inBase(value, 2, 'only integers and bools can be formatted as binary');
  }
  if (verb === 'o') return inBase(value, 8, 'octal clause can only be used on integers');
  const hex = formatHex(value);
  return verb === 'X' ? hex.toUpperCase() : hex;
}

function inBase(value: Value, base: number, message: string): string {
  const number = value instanceof Uint ? value.value : value;
  return isInt(number) ? number.toString(base) : fail(`error during formatting: ${message}`);
}

function formatHex(value: Value): string {
  if (typeof value === 'string' || value instanceof Uint8Array) return Buffer.from(value as string).toString('hex');
  return inBase(value, 16, 'only integers, byte buffers, and strings can be formatted as hex');
}

function formatDecimal(value: Value): string {
  const number = value instanceof Uint ? value.value : value;
  if (isInt(number)) return String(number);
  if (!(value instanceof Double)) return fail('error during formatting: decimal clause can only be used on numbers');
  return Number.isFinite(value.value) ? plainDouble(value.value) : notFinite(value.value);
}

function notFinite(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

function formatFloat(verb: 'f' | 'e', value: Value, precision: number): string {
  const number = numericOf(value);
  if (number === undefined)
    return fail(
      `error during formatting: ${verb === 'f' ? 'fixed-point' : 'scientific'} clause can only be used on doubles`,
    );
  const double = Number(number);
  if (!Number.isFinite(double)) return notFinite(double);
  if (verb === 'e') return (Object.is(double, -0) ? '-' : '') + scientific(double, precision);
  // Beyond 1e21 toFixed gives up digits; such a double is an integer.
  if (Math.abs(double) < 1e21) return (Object.is(double, -0) ? '-' : '') + fixed(double, precision);
  return `${BigInt(double)}${precision > 0 ? `.${'0'.repeat(precision)}` : ''}`;
}

/** Go rounds a half to the even digit, JavaScript up. No double is so near a half that 25 more digits do not tell. */
function fixed(value: number, precision: number): string {
  const exact = value.toFixed(Math.min(100, precision + 25));
  const cut = exact.length - Math.min(100 - precision, 25);
  const kept = exact.slice(0, cut).replace(/\.$/, '');
  return /^50*$/.test(exact.slice(cut)) && /[02468]$/.test(kept) ? kept : value.toFixed(precision);
}

function scientific(value: number, precision: number): string {
  const [exact = '', exponent = ''] = value.toExponential(Math.min(100, precision + 25)).split('e');
  const cut = exact.length - Math.min(100 - precision, 25);
  const kept = exact.slice(0, cut).replace(/\.$/, '');
  const isHalf = /^50*$/.test(exact.slice(cut)) && /[02468]$/.test(kept);
  return (isHalf ? `${kept}e${exponent}` : value.toExponential(precision)).replace(/e([+-])(\d)$/, 'e$10$2');
}

function formatString(value: Value): string {
  work(1);
  if (typeof value === 'string') return value;
  if (value === null || typeof value === 'boolean' || isInt(value)) return String(value);
  if (value instanceof Double) return Number.isFinite(value.value) ? plainDouble(value.value) : notFinite(value.value);
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (value instanceof TypeValue) return value.name;
  if (value instanceof Duration) return formatDuration(value);
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (isList(value)) return `[${value.map((item) => formatString(adapt(item))).join(', ')}]`;
  if (isMap(value)) return formatMap(value);
  return fail(
    `error during formatting: string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps${value instanceof Optional ? ', not optionals' : ''}`,
  );
}

/** The fewest digits that read back, and zeros instead of an exponent. */
function plainDouble(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const point = Number(exponent) + 1;
  const sign = value < 0 ? '-' : '';
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, '0');
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function formatMap(value: Parameters<typeof mapEntries>[0]): string {
  const entries = Array.from(mapEntries(value), ([key, item]) => [formatString(key), formatString(item)] as const);
  return `{${entries
    .toSorted(([a], [b]) => compareStrings(a, b))
    .map(([key, item]) => `${key}: ${item}`)
    .join(', ')}}`;
}
