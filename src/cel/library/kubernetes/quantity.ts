import { fail } from '../../failure.ts';
import { fitsInt, intOf } from '../../values/int.ts';
import { Double, Opaque, type Value } from '../../values/value.ts';
import { traverseFirst } from '../cost.ts';
import { define, type FunctionDefinition } from '../definition.ts';

type Int = number | bigint;

const binary: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const nano = 10n ** 9n;

/** A quantity of Kubernetes: a decimal number of at most nine places, and how it is kept there. */
export class Quantity extends Opaque {
  readonly typeName = 'kubernetes.Quantity';
  readonly nanos: bigint;
  /** Power of ten of the last digit that was written: to Kubernetes `1000m` is no integer, although its value is. */
  readonly scale: number;
  /** Whether Kubernetes keeps it as an int64 and a scale; never an integer to it otherwise. */
  readonly isSmall: boolean;

  constructor(nanos: bigint, scale: number, isSmall: boolean) {
    super();
    this.nanos = nanos;
    this.scale = scale;
    this.isSmall = isSmall;
  }

  equals(other: Opaque): boolean {
    return other instanceof Quantity && other.nanos === this.nanos;
  }

  text(): string {
    const size = this.nanos < 0n ? -this.nanos : this.nanos;
    const fraction = (size % nano).toString().padStart(9, '0').replace(/0+$/, '');
    return `${this.nanos < 0n ? '-' : ''}${size / nano}${fraction === '' ? '' : `.${fraction}`}`;
  }
}

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d{1,4})?$/;

function readQuantity(text: string): Quantity | undefined {
  // Kubernetes takes a lone sign or suffix for zero.
  const found = text !== '' && text.length < 1000 ? pattern.exec(text) : null;
  if (found === null) return undefined;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = found;
  const num = whole.replace(/^0+/, '');
  const shift = binary[suffix];
  const exponent = shift === undefined ? (decimal[suffix] ?? Number(suffix.slice(1))) : 0;
  if (exponent > 1000) return undefined;
  const digits = BigInt(whole + fraction || '0') << (shift ?? 0n);
  const nanos = scaleUp(digits, exponent - fraction.length + 9);
  const room =
    shift === undefined ? 18 - num.length - fraction.length : 14 - num.length - Math.trunc((Number(shift) * 3) / 10);
  const scale = exponent - fraction.length;
  const isSmall = room >= 0 && (shift === undefined || fraction === '') && scale >= -9;
  return new Quantity(sign === '-' ? -nanos : nanos, Math.max(scale, -9), isSmall);
}

/** Digits times a power of ten; what is below one is rounded up, as Kubernetes does. */
function scaleUp(digits: bigint, power: number): bigint {
  if (power >= 0) return digits * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (digits + divisor - 1n) / divisor;
}

function parseQuantity(text: string): Value {
  return readQuantity(text) ?? fail(`not a quantity: ${text.slice(0, 40)}`);
}

function integerOf({ nanos, scale, isSmall }: Quantity): bigint | undefined {
  return isSmall && scale >= 0 && fitsInt(nanos / nano) ? nanos / nano : undefined;
}

function add(a: Quantity, b: Quantity): Value {
  if (a.isSmall && b.isSmall && (a.nanos === 0n || b.nanos === 0n)) return a.nanos === 0n ? b : a;
  const [nanos, scale] = [a.nanos + b.nanos, Math.min(a.scale, b.scale)];
  return new Quantity(nanos, scale, a.isSmall && b.isSmall && fitsInt(unscaled(nanos, scale)));
}

function unscaled(nanos: bigint, scale: number): bigint {
  return scale > -9 ? nanos / 10n ** BigInt(scale + 9) : nanos;
}

function negative({ nanos, scale, isSmall }: Quantity): Quantity {
  return new Quantity(-nanos, scale, isSmall);
}

function ofInt(value: Int): Quantity {
  return new Quantity(BigInt(value) * nano, 0, true);
}

/** In two steps, as Kubernetes does: the digits as a double, then the power of ten. */
function approximate({ nanos, scale }: Quantity): Value {
  return new Double(Number(unscaled(nanos, scale)) * 10 ** scale);
}

const order = (a: Quantity, b: Quantity) => (a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0);
const Q = 'kubernetes.Quantity';

/** Kubernetes' quantity library. */
export const quantity: readonly FunctionDefinition[] = [
  define('quantity', [`(string) -> ${Q}`], parseQuantity, traverseFirst()),
  define('isQuantity', ['(string) -> bool'], (text: string) => readQuantity(text) !== undefined, traverseFirst()),
  // Kubernetes' documentation has `quantity.sign()`, but its API server refuses that.
  define('sign', [`(${Q}) -> int`], ({ nanos }: Quantity) => (nanos > 0n ? 1 : nanos < 0n ? -1 : 0)),
  define('isGreaterThan', [`${Q}.(${Q}) -> bool`], (a: Quantity, b: Quantity) => order(a, b) > 0),
  define('isLessThan', [`${Q}.(${Q}) -> bool`], (a: Quantity, b: Quantity) => order(a, b) < 0),
  define('compareTo', [`${Q}.(${Q}) -> int`], order),
  define('asApproximateFloat', [`${Q}.() -> double`], approximate),
  define('isInteger', [`${Q}.() -> bool`], (value: Quantity) => integerOf(value) !== undefined),
  define('asInteger', [`${Q}.() -> int`], (value: Quantity) =>
    intOf(integerOf(value) ?? fail('cannot convert value to integer')),
  ),
  define('add', [`${Q}.(${Q}) -> ${Q}`], (a: Quantity, b: Quantity) => add(a, b)),
  define('add', [`${Q}.(int) -> ${Q}`], (a: Quantity, b: Int) => add(a, ofInt(b))),
  define('sub', [`${Q}.(${Q}) -> ${Q}`], (a: Quantity, b: Quantity) => add(a, negative(b))),
  define('sub', [`${Q}.(int) -> ${Q}`], (a: Quantity, b: Int) => add(a, negative(ofInt(b)))),
];
