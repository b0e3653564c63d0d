import { fail } from '../../failure.ts';
import { intOf } from '../../values/int.ts';
import { compareStrings } from '../../values/compare.ts';
import { Opaque } from '../../values/value.ts';
import { traverseFirst } from '../cost.ts';
import { define, type FunctionDefinition } from '../definition.ts';

/** A semantic version, of semver.org 2.0.0. Build metadata is kept and not compared. */
class Semver extends Opaque {
  readonly typeName = 'kubernetes.Semver';
  readonly source: string;
  readonly core: readonly bigint[];
  readonly pre: readonly string[];

  constructor(source: string, core: readonly bigint[], pre: readonly string[]) {
    super();
    this.source = source;
    this.core = core;
    this.pre = pre;
  }

  equals(other: Opaque): boolean {
    return other instanceof Semver && order(this, other) === 0;
  }

  text(): string {
    return this.source;
  }
}

const pattern =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

function readSemver(text: string, normalize = false): Semver | undefined {
  if (text.length > 1000) return undefined;
  const source = normalize ? normalized(text) : text;
  const [, major, minor, patch, pre = ''] = pattern.exec(source) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  const core = [major, minor, patch].map(BigInt);
  const parts = pre === '' ? [] : pre.split('.');
  const isWrong = parts.some((part) => /^0\d+$/.test(part)) || core.some((part) => part >= 2n ** 64n);
  return isWrong ? undefined : new Semver(source, core, parts);
}

/** Without `v`, without leading zeros, and with the parts that are missing. */
function normalized(text: string): string {
  const given = text.replace(/^v/, '');
  const [first = '', second, ...others] = given.split('.');
  const parts = [first, second, others.length === 0 ? undefined : others.join('.')].filter(
    (part) => part !== undefined,
  );
  const trimmed = parts.map((part) => {
    if (part.length < 2) return part;
    const rest = part.replace(/^0+/, '');
    return /^\d/.test(rest) ? rest : `0${rest}`;
  });
  if (trimmed.length < 3) {
    // What follows a hyphen or plus belongs behind the parts that are added, and Kubernetes refuses it.
    if (/[-+]/.test(trimmed.at(-1) ?? '')) return '';
    while (trimmed.length < 3) trimmed.push('0');
  }
  return trimmed.join('.');
}

function parseSemver(text: string, normalize = false): Semver {
  return readSemver(text, normalize) ?? fail(`not a semantic version: ${text.slice(0, 60)}`);
}

function order(a: Semver, b: Semver): number {
  for (const [index, part] of a.core.entries()) {
    const other = b.core[index] ?? 0n;
    if (part !== other) return part < other ? -1 : 1;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return Math.sign(b.pre.length - a.pre.length);
  for (let index = 0; index < Math.min(a.pre.length, b.pre.length); index += 1) {
    const difference = orderOfParts(a.pre[index] ?? '', b.pre[index] ?? '');
    if (difference !== 0) return difference;
  }
  return Math.sign(a.pre.length - b.pre.length);
}

function orderOfParts(a: string, b: string): number {
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left !== right) return left ? -1 : 1;
  if (!left) return Math.sign(compareStrings(a, b));
  return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;
}

const S = 'kubernetes.Semver';
const component = (name: string, index: number) =>
  define(name, [`${S}.() -> int`], ({ core }: Semver) => intOf(BigInt.asIntN(64, core[index] ?? 0n)));

/** Kubernetes' semantic version library. */
export const semver: readonly FunctionDefinition[] = [
  define('semver', [`(string) -> ${S}`, `(string, bool) -> ${S}`], parseSemver, traverseFirst()),
  define(
    'isSemver',
    ['(string) -> bool', '(string, bool) -> bool'],
    (text: string, normalize = false) => readSemver(text, normalize) !== undefined,
    traverseFirst(),
  ),
  define('isGreaterThan', [`${S}.(${S}) -> bool`], (a: Semver, b: Semver) => order(a, b) > 0),
  define('isLessThan', [`${S}.(${S}) -> bool`], (a: Semver, b: Semver) => order(a, b) < 0),
  define('compareTo', [`${S}.(${S}) -> int`], order),
  component('major', 0),
  component('minor', 1),
  component('patch', 2),
];
