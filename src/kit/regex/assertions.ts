import type { Assertion } from './node.ts';

/** The bit of each assertion in instructions and masks. */
export const assertionBits: Readonly<Record<Assertion, number>> = {
  'begin-text': 1,
  'end-text': 2,
  'begin-line': 4,
  'end-line': 8,
  'word-boundary': 16,
  'not-word-boundary': 32,
};

/** What an assertion needs to know of the character on one side of a position: nothing there, or what kind. */
export const kindEdge = 0;
export const kindNewline = 1;
export const kindWord = 2;
export const kindOther = 3;
export const kindCount = 4;

/** The bits of the assertions that hold between two characters, at `left * kindCount + right`. */
export const assertionMasks: Uint8Array = Uint8Array.from({ length: kindCount * kindCount }, (_, index) =>
  maskBetween(Math.floor(index / kindCount), index % kindCount),
);

function maskBetween(left: number, right: number): number {
  let mask =
    (left === kindWord) === (right === kindWord) ? assertionBits['not-word-boundary'] : assertionBits['word-boundary'];
  if (left === kindEdge) mask |= assertionBits['begin-text'] | assertionBits['begin-line'];
  if (left === kindNewline) mask |= assertionBits['begin-line'];
  if (right === kindEdge) mask |= assertionBits['end-text'] | assertionBits['end-line'];
  if (right === kindNewline) mask |= assertionBits['end-line'];
  return mask;
}
