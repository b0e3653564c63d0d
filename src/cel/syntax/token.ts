import type { Value } from '../values/value.ts';

/** Names, names in backticks, literals with their value, and everything else as itself. */
export type TokenKind = 'name' | 'quoted' | 'literal' | 'symbol' | 'end';

/** One token; `text` is the name or the symbol. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
  readonly value?: Value;
  /** For an unsigned int literal that `-` may make an int: its magnitude. */
  readonly magnitude?: bigint;
}
