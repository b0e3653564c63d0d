import { charSetOf, type CharSet } from './char-set.ts';
import { alternateNode, captureNode, concatNode, emptyNode, repeatNode, setNode, type Node } from './node.ts';

/**
 * An equivalent tree that compiles to a smaller program: repetitions that say nothing are dropped, choices of single
 * characters become one set, what neighbouring branches begin with is taken out (`abc|abd` → `ab[cd]`).
 * Which match is found, and its groups, never change: only sets are taken out of branches, never what can match in
 * several ways.
 */
export function simplify(node: Node): Node {
  switch (node.kind) {
    case 'capture':
      return captureNode(node.index, simplify(node.body));
    case 'concat':
      return concatNode(node.parts.map(simplify).filter((part) => part.kind !== 'empty'));
    case 'alternate':
      return factorBranches(node.branches.map(simplify));
    case 'repeat':
      return simplifyRepeat(simplify(node.body), node.min, node.max, node.greedy);
    case 'empty':
    case 'set':
    case 'assertion':
      return node;
  }
}

function simplifyRepeat(body: Node, min: number, max: number, greedy: boolean): Node {
  if (max === 0 || body.kind === 'empty') return emptyNode;
  if (min === 1 && max === 1) return body;
  // (?:x*)* is x*: without this the empty round of the outer loop would compete with the inner one.
  const idempotent = min <= 1 && (max === 1 || max === Infinity);
  if (idempotent && body.kind === 'repeat' && body.min === min && body.max === max && body.greedy === greedy)
    return body;
  return repeatNode(body, min, max, greedy);
}

/** Branches in a row that begin with the same set share it: x(…|…). */
function factorBranches(branches: readonly Node[]): Node {
  const factored: Node[] = [];
  for (let start = 0; start < branches.length;) {
    const first = leadingSet(branches[start]);
    let end = start + 1;
    while (first !== undefined && end < branches.length && sameSet(first, leadingSet(branches[end]))) end++;
    const run = branches.slice(start, end);
    if (first === undefined || run.length === 1) factored.push(...run);
    else factored.push(concatNode([setNode(first), factorBranches(run.map(withoutLeadingSet))].filter(isNotEmpty)));
    start = end;
  }
  return alternateNode(mergeSets(factored));
}

function isNotEmpty(node: Node): boolean {
  return node.kind !== 'empty';
}

function leadingSet(node: Node | undefined): CharSet | undefined {
  const first = node?.kind === 'concat' ? node.parts[0] : node;
  return first?.kind === 'set' ? first.set : undefined;
}

function withoutLeadingSet(node: Node): Node {
  return node.kind === 'concat' ? concatNode(node.parts.slice(1)) : emptyNode;
}

function sameSet(a: CharSet, b: CharSet | undefined): boolean {
  return a === b || (a.length === b?.length && a.every((end, i) => end === b[i]));
}

/** Single characters in a row are one set, empty branches in a row one empty branch. */
function mergeSets(branches: readonly Node[]): Node[] {
  const merged: Node[] = [];
  for (let start = 0; start < branches.length;) {
    const kind = branches[start]?.kind;
    let end = start + 1;
    while (end < branches.length && branches[end]?.kind === kind && (kind === 'set' || kind === 'empty')) end++;
    const run = branches.slice(start, end);
    if (run.length > 1 && kind === 'set')
      merged.push(setNode(charSetOf(run.flatMap((node) => leadingSet(node) ?? []))));
    else merged.push(...run.slice(0, 1));
    start = end;
  }
  return merged;
}
