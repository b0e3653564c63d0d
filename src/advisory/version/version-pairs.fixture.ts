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
};

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
    if (format === 'semver')
      return [`${number(3)}.${number(12)}.${number(3)}`, ...Array.from({ length: number(4) }, pick)];
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
