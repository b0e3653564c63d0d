import type { Node } from '../syntax/node.ts';
import type { Value } from '../values/value.ts';
import { Failure } from '../failure.ts';
import { Frame, type Step } from './frame.ts';

const conversions = new Set([
  'bool',
  'bytes',
  'double',
  'duration',
  'dyn',
  'int',
  'string',
  'timestamp',
  'type',
  'uint',
]);

/** Whether cel-go, as Kubernetes sets it up, evaluates a node before evaluation begins, and at no cost. */
export function isConstant(node: Node): boolean {
  if (node.kind === 'literal') return true;
  if (node.kind === 'list') return node.optional.size === 0 && node.items.every(isConstant);
  if (node.kind === 'map')
    return node.entries.every(({ key, value, optional }) => !optional && isConstant(key) && isConstant(value));
  const isConversion = node.kind === 'call' && node.target === undefined && conversions.has(node.name);
  return isConversion && node.args.length === 1 && node.args.every(isConstant);
}

/** Whether a node is an attribute in cel-go's sense: a name, or a selection or index of one. */
export function isAttribute(node: Node): boolean {
  return (
    node.kind === 'ident' ||
    node.kind === 'select' ||
    (node.kind === 'call' && (node.name === '_[_]' || node.name === '_[?_]'))
  );
}

/**
 * A step that is taken once, at no cost. A conversion is taken at once, so that `duration('1x')` is an error before
 * anything is evaluated, as it is in Kubernetes.
 * @throws Failure `evaluation`
 */
export function constantStep(step: Step, atOnce: boolean): Step {
  if (atOnce) {
    const value = takeNow(step);
    return () => value;
  }
  let known: Value | undefined;
  return (frame) => {
    if (known !== undefined) return known;
    const { cost } = frame;
    known = step(frame);
    frame.cost = cost;
    return known;
  };
}

function takeNow(step: Step): Value {
  const frame = new Frame({}, Infinity);
  try {
    return step(frame);
  } catch (error) {
    if (error instanceof Failure) error.at ??= frame.at;
    throw error;
  }
}
