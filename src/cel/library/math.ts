import { fail, noOverload } from '../failure.ts';
import { adapt } from '../values/access.ts';
import { compare, numericOf } from '../values/compare.ts';
import { intOf, uintOf } from '../values/int.ts';
import { Double, Uint, type Value } from '../values/value.ts';
import { define, type FunctionDefinition } from './definition.ts';

type Int = number | bigint;

/** Doubles first, as in cel-go: the first overload that fits decides what an unknown type becomes. */
const numbers = ['double', 'int', 'uint'];
const mixed = ['(int, uint)', '(int, double)', '(double, int)', '(double, uint)', '(uint, int)', '(uint, double)'];
const pairs = [...numbers.map((type) => `(${type}, ${type}) -> ${type}`), ...mixed.map((pair) => `${pair} -> dyn`)];
const ones = numbers.map((type) => `(${type}) -> ${type}`);
const lists = numbers.map((type) => `(list(${type})) -> ${type}`);

/** `math.greatest` or `math.least`; of three numbers and more, the parser makes a list. */
function extreme(name: string, better: (order: number) => boolean): FunctionDefinition[] {
  const choose = (a: Value, b: Value) => (better(compare(b, a)) ? b : a);
  return [
    define(name, ones, (value: Value) => value),
    define(name, pairs, choose),
    define(name, lists, (list: readonly Value[]) => {
      const [first, ...rest] = list.map((item) => (numericOf(adapt(item)) === undefined ? noOverload() : adapt(item)));
      return first === undefined ? fail(`${name}(list) argument must not be empty`) : rest.reduce(choose, first);
    }),
  ];
}

function rounding(name: string, round: (value: number) => number): FunctionDefinition {
  return define(`math.${name}`, ['(double) -> double'], ({ value }: Double) => new Double(round(value)));
}

function testing(name: string, test: (value: number) => boolean): FunctionDefinition {
  return define(`math.${name}`, ['(double) -> bool'], ({ value }: Double) => test(value));
}

function bitwise(name: string, apply: (a: bigint, b: bigint) => bigint): FunctionDefinition[] {
  return [
    define(`math.${name}`, ['(int, int) -> int'], (a: Int, b: Int) =>
      intOf(BigInt.asIntN(64, apply(BigInt(a), BigInt(b)))),
    ),
    define(`math.${name}`, ['(uint, uint) -> uint'], (a: Uint, b: Uint) =>
      uintOf(BigInt.asUintN(64, apply(a.value, b.value))),
    ),
  ];
}

function shift(name: string, apply: (value: bigint, by: bigint) => bigint): FunctionDefinition[] {
  const shifted = (value: bigint, by: Int) => {
    const distance = BigInt(by);
    if (distance < 0n) return fail(`math.${name}() negative offset: ${by}`);
    return distance > 63n ? 0n : apply(BigInt.asUintN(64, value), distance);
  };
  return [
    define(`math.${name}`, ['(int, int) -> int'], (a: Int, by: Int) =>
      intOf(BigInt.asIntN(64, shifted(BigInt(a), by))),
    ),
    define(`math.${name}`, ['(uint, int) -> uint'], (a: Uint, by: Int) =>
      uintOf(BigInt.asUintN(64, shifted(a.value, by))),
    ),
  ];
}

/** The math library of cel-go's extensions. */
export const math: readonly FunctionDefinition[] = [
  ...extreme('math.greatest', (order) => order > 0),
  ...extreme('math.least', (order) => order < 0),
  rounding('ceil', Math.ceil),
  rounding('floor', Math.floor),
  rounding('trunc', Math.trunc),
  rounding('round', roundAway),
  define('math.abs', ['(double) -> double'], ({ value }: Double) => new Double(Math.abs(value))),
  define('math.abs', ['(int) -> int'], (value: Int) => intOf(value < 0 ? -BigInt(value) : BigInt(value))),
  define('math.abs', ['(uint) -> uint'], (value: Uint) => value),
  define('math.sign', ['(double) -> double'], ({ value }: Double) => new Double(Math.sign(value))),
  define('math.sign', ['(int) -> int'], (value: Int) => (value > 0 ? 1 : value < 0 ? -1 : 0)),
  define('math.sign', ['(uint) -> uint'], (value: Uint) => new Uint(value.value > 0n ? 1n : 0n)),
  define(
    'math.sqrt',
    ['(double) -> double', '(int) -> double', '(uint) -> double'],
    (value: Value) => new Double(Math.sqrt(Number(numericOf(value)))),
  ),
  testing('isNaN', Number.isNaN),
  testing('isInf', (value) => value === Infinity || value === -Infinity),
  testing('isFinite', Number.isFinite),
  ...bitwise('bitAnd', (a, b) => a & b),
  ...bitwise('bitOr', (a, b) => a | b),
  ...bitwise('bitXor', (a, b) => a ^ b),
  define('math.bitNot', ['(int) -> int'], (value: Int) => intOf(~BigInt(value))),
  define('math.bitNot', ['(uint) -> uint'], (value: Uint) => uintOf(BigInt.asUintN(64, ~value.value))),
  ...shift('bitShiftLeft', (value, by) => value << by),
  ...shift('bitShiftRight', (value, by) => value >> by),
];

/** To the nearest integer, halves away from zero, as Go rounds. */
function roundAway(value: number): number {
  const down = Math.trunc(value);
  return Math.abs(value - down) >= 0.5 ? down + Math.sign(value) : down;
}
