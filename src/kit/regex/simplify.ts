import { charSetOf, type CharSet } from './char-set.ts';
import { alternateNode, captureNode, concatNode, emptyNode, flatBranches, flatParts } from './node.ts';
import { repeatNode, setNode, type Node } from './node.ts';

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
      return joined(flatParts(node).map(simplify));
    case 'alternate':
      return factorBranches(flatBranches(node).map(simplify).flatMap(flatBranches));
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

/** The sequence of parts, those that are sequences opened, those that are empty left out. */
function joined(parts: readonly Node[]): Node {
  return concatNode(parts.flatMap(flatParts).filter((part) => part.kind !== 'empty'));
}

/** Branches in a row that begin with the same sets share them: xy(…|…). */
function factorBranches(branches: readonly Node[]): Node {
  const factored: Node[] = [];
  for (let start = 0; start < branches.length;) {
    const first = setAt(branches[start], 0);
    let end = start + 1;
    while (first !== undefined && end < branches.length && sameSet(first, setAt(branches[end], 0))) end++;
    const run = branches.slice(start, end);
    if (run.length === 1) factored.push(...run);
    else factored.push(factorRun(run));
    start = end;
  }
  return alternateNode(mergeSets(factored));
}

/** Takes out all that the branches begin with, not one set after the other, which would be quadratic. */
function factorRun(run: readonly Node[]): Node {
  const [leader] = run;
  let length = 1;
  for (let next = setAt(leader, length); next !== undefined; next = setAt(leader, length)) {
    const set = next;
    if (!run.every((branch) => sameSet(set, setAt(branch, length)))) break;
    length += 1;
  }
  const shared = leader?.kind === 'concat' ? leader.parts.slice(0, length) : run.slice(0, 1);
  const rests = run.map((branch) => (branch.kind === 'concat' ? concatNode(branch.parts.slice(length)) : emptyNode));
  return joined([...shared, factorBranches(rests)]);
}

/** The set that a branch has at an index, if it is a sequence of sets so far. */
function setAt(node: Node | undefined, index: number): CharSet | undefined {
  const part = node?.kind === 'concat' ? node.parts[index] : index === 0 ? node : undefined;
  return part?.kind === 'set' ? part.set : undefined;
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
    if (run.length > 1 && kind === 'set') merged.push(setNode(charSetOf(run.flatMap((node) => setAt(node, 0) ?? []))));
    else merged.push(...run.slice(0, 1));
    start = end;
  }
  return merged;
}
