import { RegexError } from './regex-error.ts';
import type { CharSet } from './char-set.ts';

/** A condition on a position that consumes nothing: `\A` `\z` `(?m)^` `(?m)$` `\b` `\B`. */
export type Assertion = 'begin-text' | 'end-text' | 'begin-line' | 'end-line' | 'word-boundary' | 'not-word-boundary';

/** What the limits need to know of a subtree, computed as the tree is built so that no pass walks it again. */
interface Measure {
  /** Levels of the tree, this node included. */
  readonly height: number;
  /** Instructions the subtree compiles to, at most. */
  readonly size: number;
  /** The largest product of counted repetitions on a way down the subtree. */
  readonly copies: number;
  /** Whether it can match the empty string. */
  readonly nullable: boolean;
}

/** The syntax tree of a regular expression. A literal character is a set of one. */
export type Node = Measure &
  (
    | { readonly kind: 'empty' }
    | { readonly kind: 'set'; readonly set: CharSet }
    | { readonly kind: 'assertion'; readonly assertion: Assertion }
    | { readonly kind: 'capture'; readonly index: number; readonly body: Node }
    | { readonly kind: 'concat'; readonly parts: readonly Node[] }
    | { readonly kind: 'alternate'; readonly branches: readonly Node[] }
    | RepeatNode
  );

/** `body` from `min` to `max` times (Infinity: no upper bound), as many as possible first when `greedy`. */
interface RepeatNode {
  readonly kind: 'repeat';
  readonly body: Node;
  readonly min: number;
  readonly max: number;
  readonly greedy: boolean;
}

/** RE2's and Go's bound on the height of the tree: recursion over a tree is safe on any stack. */
const maxHeight = 1000;

export const emptyNode: Node = { kind: 'empty', height: 1, size: 1, copies: 1, nullable: true };

export function setNode(set: CharSet): Node {
  return { kind: 'set', set, height: 1, size: 1, copies: 1, nullable: false };
}

export function assertionNode(assertion: Assertion): Node {
  return { kind: 'assertion', assertion, height: 1, size: 1, copies: 1, nullable: true };
}

/** @throws RegexError `too-large` when the tree would be higher than 1000 levels; so do the functions below. */
export function captureNode(index: number, body: Node): Node {
  const { copies, nullable } = body;
  return { kind: 'capture', index, body, height: above(body), size: body.size + 2, copies, nullable };
}

export function repeatNode(body: Node, min: number, max: number, greedy: boolean): Node {
  const times = max === Infinity ? min : max;
  const copies = max === 0 ? 1 : body.copies * Math.max(times, 1);
  const nullable = min === 0 || body.nullable;
  return {
    kind: 'repeat',
    body,
    min,
    max,
    greedy,
    height: above(body),
    size: repeatSize(body, min, max),
    copies,
    nullable,
  };
}

/** x{2,5} is xx(x(x(x)?)?)?, x{3,} is xxx+; a star over what can be empty needs a second branch (program.ts). */
function repeatSize(body: Node, min: number, max: number): number {
  if (max !== Infinity) return Math.max(1, max * body.size + max - min);
  return min === 0 ? body.size + 2 : min * body.size + 1;
}

/**
 * The parts one after the other. A sequence in a sequence counts as its parts do, and so does a choice in a choice:
 * `simplify` makes them one. It is not done here, where it would be done again for each group around.
 */
export function concatNode(parts: readonly Node[]): Node {
  const [first] = parts;
  if (first === undefined) return emptyNode;
  if (parts.length === 1) return first;
  return { kind: 'concat', parts, ...measureAll('concat', parts, 0), nullable: parts.every((part) => part.nullable) };
}

/** The first branch that leads to a match. */
export function alternateNode(branches: readonly Node[]): Node {
  const [first] = branches;
  if (first === undefined) return emptyNode;
  if (branches.length === 1) return first;
  const measure = measureAll('alternate', branches, branches.length - 1);
  return { kind: 'alternate', branches, ...measure, nullable: branches.some((branch) => branch.nullable) };
}

function measureAll(kind: Node['kind'], nodes: readonly Node[], extra: number): Omit<Measure, 'nullable'> {
  let [height, size, copies] = [0, extra, 1];
  for (const node of nodes) {
    height = Math.max(height, node.kind === kind ? node.height : above(node));
    size += node.size;
    copies = Math.max(copies, node.copies);
  }
  return { height, size, copies };
}

/** The parts of a sequence and of the sequences in it, however deep; without recursion. */
export function flatParts(node: Node): readonly Node[] {
  return flatten(node, (inner) => (inner.kind === 'concat' ? inner.parts : undefined));
}

/** The branches of a choice and of the choices in it. */
export function flatBranches(node: Node): readonly Node[] {
  return flatten(node, (inner) => (inner.kind === 'alternate' ? inner.branches : undefined));
}

function flatten(node: Node, children: (inner: Node) => readonly Node[] | undefined): readonly Node[] {
  const flat: Node[] = [];
  const stack = [node];
  for (let inner = stack.pop(); inner !== undefined; inner = stack.pop()) {
    const below = children(inner);
    if (below === undefined) flat.push(inner);
    else for (let i = below.length - 1; i >= 0; i--) stack.push(below[i] ?? emptyNode);
  }
  return flat;
}

function above(node: Node): number {
  if (node.height < maxHeight) return node.height + 1;
  throw new RegexError('too-large', `the regular expression nests more than ${maxHeight} levels deep`);
}
