import { Random } from '../fuzz/random.ts';
import type { CelQuestion } from './cel-oracle.ts';

type Kind =
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bool'
  | 'bytes'
  | 'duration'
  | 'timestamp'
  | 'ints'
  | 'strings'
  | 'map'
  | 'optional';

/** Writes expressions that mostly make sense: each part has the type its place wants, but for one in thirty. */
export class ExpressionMaker {
  readonly #random: Random;
  #locals: { name: string; kind: Kind }[] = [];

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  next(): CelQuestion {
    this.#locals = [];
    return { expr: this.#make(this.#pick(kinds), 1 + this.#random.below(4)), vars: this.#variables() };
  }

  #variables(): Record<string, unknown> {
    return {
      i: this.#pick([0, 1, -1, 7, 100, 9007199254740991, -2147483648]),
      f: this.#pick([0.5, -1.25, 3.75, 1e100]),
      s: this.#pick(texts),
      b: this.#random.below(2) === 0,
      n: null,
      l: Array.from({ length: this.#random.below(5) }, () => this.#random.below(6)),
      t: Array.from({ length: this.#random.below(4) }, () => this.#pick(texts)),
      m: { a: 1, b: 'x', c: [1, 2, 3], d: { e: 2.5, f: true }, app: this.#pick(texts) },
    };
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#random.below(items.length)] as T;
  }

  #make(wanted: Kind, depth: number): string {
    const kind = this.#random.below(30) === 0 ? this.#pick(unnested) : wanted;
    if (depth <= 0) return this.#leaf(kind);
    const forms = templates[kind];
    const all = kind === 'optional' ? forms : [...forms, ...everywhere];
    return this.#fill(this.#pick(all), kind, depth - 1);
  }

  #leaf(kind: Kind): string {
    const locals = this.#locals.filter((local) => local.kind === kind);
    if (locals.length > 0 && this.#random.below(2) === 0) return this.#pick(locals).name;
    return this.#pick(leaves[kind]);
  }

  /** Fills a template: `$int` is an expression of a kind, `$$` one of the kind wanted, `@x:int` declares a variable. */
  #fill(template: string, kind: Kind, depth: number): string {
    const known = this.#locals.length;
    const made = template.replaceAll(
      /@(\w+):(\w+)|\$(\w+|\$)/g,
      (_, name: string | undefined, declared: string, part: string) => {
        if (name === undefined) return this.#make(part === '$' ? kind : (part as Kind), depth);
        this.#locals.push({ name, kind: declared as Kind });
        return name;
      },
    );
    this.#locals.length = known;
    return made;
  }
}

const texts = [
  '',
  'a',
  'abc',
  'nginx:1.25',
  'Hello, World',
  'é\u{1f600}x',
  ' a,b ,c',
  '10.0.0.1',
  '1.5Gi',
  'registry.k8s.io/pause@sha256:00',
];

const leaves: Readonly<Record<Kind, readonly string[]>> = {
  int: [
    '0',
    '1',
    '-1',
    '2',
    '3',
    '10',
    '9223372036854775807',
    '-9223372036854775808',
    '0x1F',
    '9007199254740993',
    'i',
    'm.a',
    'l[0]',
    'int(s)',
  ],
  uint: ['0u', '1u', '7u', '18446744073709551615u', 'uint(i)'],
  double: ['0.0', '1.5', '-2.5', '1e10', '3.0', '1e-7', '0.1', 'f', 'm.d.e', 'double(i)'],
  string: [
    "''",
    "'a'",
    "'abc'",
    "'é😀x'",
    '"nginx:1.25"',
    "'a,b,c'",
    "' x '",
    's',
    'm.b',
    'm.app',
    't[0]',
    'string(i)',
  ],
  bool: ['true', 'false', 'b', 'm.d.f', 'has(m.a)', 'has(m.zz)', 'm.zz'],
  bytes: ["b''", "b'abc'", "b'\\xff'", 'bytes(s)'],
  duration: ["duration('1h')", "duration('-1.5s')", "duration('0')", "duration('90m')"],
  timestamp: ["timestamp('2020-02-29T12:34:56.789Z')", "timestamp('1969-12-31T23:59:59.5Z')", 'timestamp(0)'],
  ints: ['[]', '[1]', '[3, 1, 2]', '[1, 1, 2]', 'l', 'm.c'],
  strings: ['[]', "['a']", "['b', 'a', 'abc']", 't'],
  map: ['{}', "{'a': 1}", "{'a': 1, 'b': 2}", 'm', 'm.d'],
  optional: ['optional.none()', 'optional.of(1)', 'm.?a', 'm.?zz', 'l[?0]'],
};
const kinds = Object.keys(leaves) as Kind[];
/** Optionals within optionals are where cel-go contradicts itself: docs/cel.md tells. */
const unnested = kinds.filter((kind) => kind !== 'optional');

const everywhere = [
  '($bool ? $$ : $$)',
  'cel.bind(@v:int, $int, $$)',
  '[$$][0]',
  "{'k': $$}.k",
  'dyn($$)',
  'optional.of($$).value()',
  '$optional.optMap(@o:int, $$).orValue($$)',
];

const templates: Readonly<Record<Kind, readonly string[]>> = {
  int: [
    '($int + $int)',
    '($int - $int)',
    '($int * $int)',
    '($int / $int)',
    '($int % $int)',
    '-($int)',
    'size($string)',
    '$ints.size()',
    'size($map)',
    '$string.indexOf($string)',
    '$string.lastIndexOf($string)',
    '$string.indexOf($string, $int)',
    'int($double)',
    'int($string)',
    'int($uint)',
    'int($timestamp)',
    '$timestamp.getFullYear()',
    '$timestamp.getDayOfYear()',
    '$timestamp.getHours("+05:30")',
    '$timestamp.getDayOfWeek("Europe/Berlin")',
    '$duration.getMinutes()',
    '$ints[$int]',
    '$ints.sum()',
    '$ints.max()',
    '$ints.min()',
    'math.greatest($int, $int)',
    'math.least($int, $int, $int)',
    'math.abs($int)',
    'math.bitAnd($int, $int)',
    'math.bitShiftLeft($int, $int)',
    '$ints.indexOf($int)',
    '$optional.orValue($int)',
    '$duration.getMilliseconds()',
    '$timestamp.getMilliseconds()',
  ],
  uint: [
    '($uint + $uint)',
    '($uint - $uint)',
    '($uint * $uint)',
    '($uint / $uint)',
    '($uint % $uint)',
    'uint($int)',
    'uint($double)',
    'math.bitOr($uint, $uint)',
  ],
  double: [
    '($double + $double)',
    '($double - $double)',
    '($double * $double)',
    '($double / $double)',
    '-($double)',
    'double($int)',
    'double($string)',
    'math.round($double)',
    'math.ceil($double)',
    'math.trunc($double)',
  ],
  string: [
    '($string + $string)',
    'string($int)',
    'string($double)',
    'string($bool)',
    'string($duration)',
    'string($timestamp)',
    'string($bytes)',
    '$string.substring($int)',
    '$string.substring($int, $int)',
    '$string.replace($string, $string)',
    '$string.replace($string, $string, $int)',
    '$string.lowerAscii()',
    '$string.upperAscii()',
    '$string.trim()',
    '$string.charAt($int)',
    '$strings.join($string)',
    '$strings.join()',
    "'%s|%d|%.2f|%x|%b|%e'.format([$string, $int, $double, $int, $bool, $double])",
    "'%s %s %s'.format([$ints, $map, $double])",
    '$string.reverse()',
    'strings.quote($string)',
    'base64.encode($bytes)',
    "$string.find('[a-z]+')",
    'string(type($int))',
    '$strings[0]',
  ],
  bool: [
    '($int == $int)',
    '($int != $uint)',
    '($double == $int)',
    '($string == $string)',
    '($ints == $ints)',
    '($map == $map)',
    '($bytes == $bytes)',
    '($int < $int)',
    '($double <= $double)',
    '($string > $string)',
    '($bytes >= $bytes)',
    '($duration < $duration)',
    '($timestamp > $timestamp)',
    '(dyn($int) < $double)',
    '(dyn($uint) >= $int)',
    '($bool && $bool)',
    '($bool || $bool)',
    '!($bool)',
    '($bool && $bool || $bool)',
    '($int in $ints)',
    '($string in $map)',
    '$string.contains($string)',
    '$string.startsWith($string)',
    '$string.endsWith($string)',
    "$string.matches('^[a-z]+(:[0-9.]+)?$')",
    "$string.matches('(a|b)*c')",
    '$ints.all(@x:int, $bool)',
    '$ints.exists(@x:int, $int == $int)',
    '$ints.exists_one(@x:int, $bool)',
    '$map.all(@k:string, $bool)',
    '$map.exists(@k:string, $string == $string)',
    '$ints.all(@p:int, @q:int, $bool)',
    '$ints.isSorted()',
    'sets.contains($ints, $ints)',
    'sets.equivalent($ints, $ints)',
    'sets.intersects($ints, $ints)',
    '$optional.hasValue()',
    'isIP($string)',
    'isQuantity($string)',
    'isURL($string)',
    'isCIDR($string)',
    'isSemver($string)',
    'type($int) == type($double)',
    'has($map.a)',
    'math.isNaN($double)',
    '($optional == $optional)',
  ],
  bytes: ['($bytes + $bytes)', 'bytes($string)', 'base64.decode($string)'],
  duration: ['($duration + $duration)', '($duration - $duration)', '($timestamp - $timestamp)', 'duration($string)'],
  timestamp: ['($timestamp + $duration)', '($timestamp - $duration)', 'timestamp($int)'],
  ints: [
    '[$int, $int, $int]',
    '($ints + $ints)',
    '$ints.map(@x:int, $int)',
    '$ints.map(@x:int, $bool, $int)',
    '$ints.filter(@x:int, $bool)',
    '$ints.transformList(@p:int, @q:int, $int)',
    '$ints.sort()',
    '$ints.distinct()',
    '$ints.reverse()',
    '$ints.slice($int, $int)',
    '[$ints, $ints].flatten()',
    'lists.range($int % 5)',
    '[?$optional, $int]',
    '$ints.sortBy(@x:int, -x)',
  ],
  strings: [
    '[$string, $string]',
    '($strings + $strings)',
    '$string.split($string)',
    '$string.split($string, $int)',
    '$map.map(@k:string, $string).sort()',
    '$strings.sort()',
    "$string.findAll('[a-z]')",
  ],
  map: [
    "{'a': $int, 'b': $int}",
    '{$string: $int}',
    "{?'a': $optional}",
    '$ints.transformMap(@p:int, @q:int, $int)',
    '$map.transformMap(@k:string, @w:int, $string)',
  ],
  optional: [
    'optional.of($int)',
    'optional.ofNonZeroValue($int)',
    '$map.?a',
    "$map[?'b']",
    '$ints[?$int]',
    '$optional.or($optional)',
    '$optional.optMap(@o:int, $int)',
    '$optional.optFlatMap(@o:int, $optional)',
    '$ints.first()',
    '$ints.last()',
  ],
};
