import type { CelAnswer, CelQuestion } from './cel-oracle.ts';

/** A way in which cel-go is known to differ, and why we do not follow it. docs/cel.md has the same list. */
export interface Explanation {
  readonly why: string;
  readonly holds: (question: CelQuestion, theirs: CelAnswer, ours: { value?: string; error?: string }) => boolean;
}

const text = (theirs: CelAnswer) => theirs.text ?? '';

/** Every known difference. */
export const explanations: readonly Explanation[] = [
  {
    why: "cel-go's checker looks into the arguments of format() and does not know optional map entries",
    holds: (_, theirs) => theirs.error === 'check' && text(theirs).includes('error during formatting'),
  },
  {
    why: 'cel-go writes an int behind %f or %e as %!f(int64=…)',
    holds: (_, theirs) => theirs.value?.includes(Buffer.from('%!').toString('hex')) === true,
  },
  {
    why: 'cel-go refuses literals of a wrong type in math.least and math.greatest before anything else',
    holds: (_, theirs) => theirs.error === 'parse' && text(theirs).includes('arguments must be numeric'),
  },
  {
    why: 'cel-go gives an element of unknown type (of an empty list, a dyn optional, flatten) the type of the first overload it met',
    holds: ({ expr }, theirs, ours) =>
      theirs.error === 'check' &&
      ours.value !== undefined &&
      text(theirs).includes('found no matching overload') &&
      /sortBy\(|optMap\(|optFlatMap\(|flatten\(|\.map\(|transformList\(|\[\]|\.last\(|\.first\(/.test(expr),
  },
  {
    why: 'cel-go does not convert what first(), last() and optional indexing take out of JSON input',
    holds: ({ expr }, theirs) =>
      /no such overload: \w+\((?:int|double|string|bool)\)/.test(text(theirs)) &&
      /first\(\)|last\(\)|\[\?|\.\?/.test(expr),
  },
  {
    why: 'cel-go panics when it looks for bytes, lists or maps in a constant list',
    holds: (_, theirs) => text(theirs).includes('unhashable'),
  },
  {
    why: 'cel-go refuses constant indices of a wrong type before it evaluates, even where they are not reached',
    holds: (_, theirs) => text(theirs).includes('invalid qualifier type'),
  },
  {
    why: 'the specification allows bool, int, uint and string as keys of a map; cel-go takes any value',
    holds: (_, __, ours) => ours.error?.includes('unsupported key type') === true,
  },
  {
    why: 'an optional function whose dyn argument is no optional: cel-go goes on with the value',
    holds: ({ expr }, _, ours) => ours.error !== undefined && /optFlatMap\(|\.or\(|\.orValue\(/.test(expr),
  },
  {
    why: 'the specification makes a repeated key of a map an error; in cel-go the last one counts',
    holds: (_, __, ours) => ours.error?.includes('already exists') === true,
  },
  {
    why: "Go's maps have no order; ours keep the order in which entries were made",
    holds: ({ expr }, theirs, ours) =>
      ours.value !== undefined &&
      theirs.value !== undefined &&
      /map\(|transformList\(|format\(|filter\(|exists/.test(expr) &&
      sorted(ours.value) === sorted(theirs.value),
  },
];

function sorted(shown: string): string {
  return shown
    .split(/[^0-9a-z:-]+/)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join(' ');
}
