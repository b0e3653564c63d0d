import { locating } from './cel-error.ts';
import { checkExpression, type NodeTypes } from './check/checker.ts';
import { estimateNodes, type InputSizes } from './cost/estimate.ts';
import type { Environment } from './environment.ts';
import { Compiler } from './evaluate/compile.ts';
import { Frame } from './evaluate/frame.ts';
import { Failure } from './failure.ts';
import { defaultBudget, maxEstimatedCost } from './limits.ts';
import { parseExpression } from './syntax/parser.ts';
import type { Expression } from './syntax/node.ts';
import type { Type } from './types/type.ts';
import { jsonOf, type Json } from './values/to-json.ts';
import type { Value } from './values/value.ts';
import { endWork, startWork } from './work.ts';

/** Bounds on one evaluation. */
export interface EvaluateOptions {
  /** Greatest cost in Kubernetes' units; default 1,000,000, which is what Kubernetes allows one expression. */
  readonly budget?: number;
}

/** The value of an expression, and what it cost. */
export interface Evaluation {
  readonly value: Value;
  readonly cost: number;
}

/** An expression that is ready to be evaluated any number of times. */
export interface Program {
  readonly source: string;
  /** The type of its value; dyn when it is not known before evaluation. */
  readonly type: Type;
  /** @throws CelError `evaluation` or `limit` */
  evaluate(bindings: Readonly<Record<string, unknown>>, options?: EvaluateOptions): Evaluation;
}

/** Parses an expression. @throws CelError `syntax` or `limit` */
export function parse(source: string): Expression {
  return locating(source, () => parseExpression(source));
}

/** Checks a parsed expression, or its text, against an environment. @throws CelError */
export function check(expression: string | Expression, environment: Environment): NodeTypes {
  const parsed = typeof expression === 'string' ? parse(expression) : expression;
  return locating(parsed.source, () => checkExpression(parsed, environment));
}

/** Checks an expression and makes it ready for evaluation. @throws CelError */
export function compile(expression: string | Expression, environment: Environment): Program {
  const parsed = typeof expression === 'string' ? parse(expression) : expression;
  return programOf(parsed, environment, check(parsed, environment));
}

/** What the evaluation of an expression may cost at least and at most, never above 2^64. */
export interface CostEstimate {
  readonly min: number;
  readonly max: number;
  /** Whether it may cost more than the 10,000,000 that Kubernetes allows a validation rule of a custom resource. */
  readonly isTooCostly: boolean;
}

/**
 * Checks an expression and estimates its cost before evaluation, as Kubernetes does with the validation rules of custom
 * resources. Without `sizes`, nothing is known of the size of what variables hold.
 * @throws CelError when it does not pass the checker
 */
export function estimateCost(
  expression: string | Expression,
  environment: Environment,
  sizes: InputSizes = () => undefined,
): CostEstimate {
  const parsed = typeof expression === 'string' ? parse(expression) : expression;
  const { min, max } = estimateNodes(parsed, environment, check(parsed, environment), sizes);
  return { min, max, isTooCostly: max > maxEstimatedCost };
}

/** Makes an expression ready that was not checked; what it lacks is found in evaluation. @throws CelError */
export function compileUnchecked(expression: string | Expression, environment: Environment): Program {
  const parsed = typeof expression === 'string' ? parse(expression) : expression;
  return programOf(parsed, environment, undefined);
}

function programOf(parsed: Expression, environment: Environment, types: NodeTypes | undefined): Program {
  const { source } = parsed;
  const step = locating(source, () => new Compiler(environment, types).compile(parsed.root));
  return {
    source,
    type: types?.result ?? { kind: 'dyn', name: 'dyn', params: [] },
    evaluate(bindings, { budget = defaultBudget } = {}) {
      const frame = new Frame(bindings as Readonly<Record<string, Value>>, budget);
      const before = startWork();
      return locating(source, () => {
        try {
          return { value: step(frame), cost: frame.cost };
        } catch (error) {
          // What programs bind may be nested deeper than what `parseInput` lets through.
          const failure = isStackOverflow(error) ? new Failure('limit', 'a value is nested too deep') : error;
          if (failure instanceof Failure) failure.at ??= frame.at;
          throw failure;
        } finally {
          endWork(before);
        }
      });
    },
  };
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded';
}

/** A value as JSON; `jsonOf` says how. @throws CelError for a value that is nested too deep or too large */
export function toJson(value: Value): Json {
  const before = startWork();
  try {
    return locating('', () => jsonOf(value));
  } finally {
    endWork(before);
  }
}
