// The Common Expression Language: parse, check, compile to closures, evaluate within a budget; the standard and the
// Kubernetes libraries. Expressions and their input are hostile: size, depth, cost and memory are bounded.
export { CelError } from './cel-error.ts';
export { newEnvironment, type Environment, type EnvironmentOptions } from './environment.ts';
export type { InputSizes } from './cost/estimate.ts';
export {
  check,
  compile,
  estimateCost,
  toJson,
  type CostEstimate,
  type Evaluation,
  type EvaluateOptions,
  type Program,
} from './program.ts';
export { parseInput } from './parse-input.ts';
export { readType } from './types/read-type.ts';
export { types, type Type } from './types/type.ts';
export { showValue } from './values/show-value.ts';
export type { Value } from './values/value.ts';
