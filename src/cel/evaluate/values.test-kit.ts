import { CelError } from '../cel-error.ts';
import { newEnvironment } from '../environment.ts';
import { compile, toJson } from '../program.ts';
import { types } from '../types/type.ts';
import type { Json } from '../values/to-json.ts';

/** Evaluates an expression with dyn variables; the value as JSON. */
export function valueOf(expr: string, bindings: Record<string, unknown> = {}): Json {
  const variables = Object.fromEntries(Object.keys(bindings).map((name) => [name, types.dyn]));
  return toJson(compile(expr, newEnvironment({ variables })).evaluate(bindings).value);
}

/** The error of an expression, without its place; `none` when it has a value. */
export function errorOf(expr: string, bindings: Record<string, unknown> = {}): string {
  try {
    valueOf(expr, bindings);
    return 'none';
  } catch (error) {
    if (error instanceof CelError) return `${error.code}: ${error.message.replace(/^line \d+, column \d+: /, '')}`;
    throw error;
  }
}

/** What an expression costs. */
export function costOf(expr: string, bindings: Record<string, unknown> = {}): number {
  const variables = Object.fromEntries(Object.keys(bindings).map((name) => [name, types.dyn]));
  return compile(expr, newEnvironment({ variables })).evaluate(bindings).cost;
}
