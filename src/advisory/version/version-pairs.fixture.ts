/** Deterministic pseudo-random numbers in [0, 1) (mulberry32), so that a failing run can be repeated. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Pieces that version grammars treat in special ways, and some that they refuse. */
const pieces: Readonly<Record<string, readonly string[]>> = {
  deb: words(
    '0 1 2 9 10 00 01 010 1000000000000000000000 99999999999999999999 a b Z rc',
    '. . - ~ ~~ + +b1 +deb12u1 ~deb12u1 ~bpo : 1: 0: -0 -1 .0 _ --',
  ),
  rpm: words(
    '0 1 2 9 10 00 01 010 1000000000000000000000 a b Z rc el8 fc40 git',
    '. . - ~ ~~ ^ ^^ + _ : 1: 0: -1 .0 ~rc1 ^git1 .module_el8.4.0+2',
  ),
  apk: words(
    '0 1 2 9 10 00 01 010 123456789012345678 a b z _alpha _beta _pre _rc _cvs _svn _git _hg _p _p1 _git20230101',
    '. .0 .1 .01 .001 -r0 -r1 -r10',
  ),
  semver: words('.0 .1 .10 .01 - -0 -1 -alpha -alpha.1 -beta -rc.1 -rc.10 .beta .x-y -- +build +1 +b.7 a Z'),
  pep440: words(
    '0 1 2 9 10 00 01 010 1000000000000000000000 1! 0! v a b c rc alpha beta pre preview dev post rev r A RC',
    '. . .0 .1 .0.0 .10 a1 b2 rc1 .dev .dev0 .dev1 .post .post1 -1 - _ -rc.1 +local +1 +ubuntu.1 +1.a .a -a_1',
  ),
  gem: words(
    '0 1 2 9 10 00 01 010 1000000000000000000000 a b Z rc pre . . .0 .1 .0.0 .a .b .rc .rc1 .pre.1 - -1 -rc1 _ .A',
  ),
  maven: words(
    '0 1 2 9 10 00 01 010 1000000000000000000000 a b m x final ga release snapshot sp rc cr alpha beta milestone foo',
    '. . - - _ .0 .1 .0.0 .10 -0 -1 -a1 -alpha-1 -beta2 -rc1 -RC2 -SNAPSHOT .Final .RELEASE .GA -ga .sp1 .v2019 -jre',
    '-android .M1 -M2 .pr1 + .. -- .-',
  ),
  composer: words(
    '0 1 2 9 10 00 01 010 100000 20100102 v a b p pl rc RC dev alpha beta patch stable x X as',
    '. . .0 .1 .0.0 .10 -beta -beta1 -b2 -RC1 -rc.2 -p1 -pl2 -patch3 -dev .dev -alpha.1-dev .x-dev .*-dev',
    '_ - + +build @dev @stable :',
  ),
  crates: words('.0 .1 .10 .01 - -0 -1 -alpha -alpha.1 -beta -rc.1 -rc.10 .beta .x-y -- +build +1 +b.7 a Z'),
  bitnami: words('.0 .1 .10 .01 - -0 -1 -10 -r1 -rc.1 -rc.10 .2 .beta -- +build +1 +b.7 a Z v'),
  go: words(
    '.0 .1 .10 .01 - -0 -1 -alpha -alpha.1 -beta -rc.1 -rc.10 .beta .x-y -- +incompatible +build a Z',
    '-0.20230101000000-0123456789ab -0.20240101000000-0123456789ab -20230101000000-abcdefabcdef',
  ),
  'go-release': words('.0 .1 .2 .10 .21 .22 rc1 rc2 rc10 beta1 beta2 alpha1 -custom -rc1 .01 .'),
};

/** How versions of a format begin, when not with one number in most cases. */
const starts: Readonly<Record<string, (number: (below: number) => number) => string[]>> = {
  semver: threeNumbers,
  crates: threeNumbers,
  bitnami: threeNumbers,
  go: (number) => [['', 'v'][number(2)] ?? '', number(5) === 0 ? `${number(3)}` : (threeNumbers(number)[0] ?? '')],
  'go-release': (number) => [`go1.${number(4)}`, number(3) === 0 ? '' : `.${number(3)}`],
};

function threeNumbers(number: (below: number) => number): string[] {
  return [`${number(3)}.${number(12)}.${number(3)}`];
}

function words(...lines: string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}

/** Generates pairs of versions: random ones, and close relatives that differ in one piece; none that match `beyond`. */
export function* versionPairs(
  format: string,
  count: number,
  seed: number,
  beyond?: RegExp,
): Generator<[a: string, b: string]> {
  const random = randomNumbers(seed);
  const list = pieces[format] ?? [];
  const number = (below: number): number => Math.floor(random() * below);
  const pick = (): string => list[number(list.length)] ?? '';
  const make = (): string[] => {
    const begin = starts[format];
    if (begin !== undefined) return [...begin(number), ...Array.from({ length: number(4) }, pick)];
    const start = random() < 0.9 ? [String(number(12))] : [];
    return [...start, ...Array.from({ length: number(7) }, pick)];
  };
  for (let made = 0; made < count;) {
    const parts = make();
    const a = parts.join('') || '1';
    const b = (random() < 0.4 ? make() : mutate(parts, pick, random)).join('') || '1';
    if (beyond?.test(a) === true || beyond?.test(b) === true) continue;
    made++;
    yield [a, b];
  }
}

function mutate(parts: readonly string[], pick: () => string, random: () => number): string[] {
  const at = Math.floor(random() * (parts.length + 1));
  const action = random();
  if (action < 0.4) return parts.toSpliced(at, 0, pick());
  if (action < 0.7) return parts.toSpliced(at, 1);
  return action < 0.95 ? parts.toSpliced(at, 1, pick()) : [...parts];
}
