import { estimateCost, newEnvironment, types } from '#cel';
import type { CelAnswer, CelQuestion } from './cel-oracle.ts';

/** Most elements that are assumed of anything in the input. */
export const assumedSize = 20;

/** In what our estimate of the cost differs from cel-go's; undefined when both are alike. */
export function compareEstimates({ expr, vars }: CelQuestion, { min = '', max = '' }: CelAnswer): string | undefined {
  const variables = Object.fromEntries(Object.keys(vars).map((name) => [name, types.dyn]));
  const ours = estimateCost(expr, newEnvironment({ variables }), () => ({ min: 0, max: assumedSize }));
  // Beyond 2^53 doubles are rounded.
  const isSame = (a: number, b: string) => Math.abs(a - Number(b)) <= Number(b) * 1e-12;
  if (isSame(ours.min, min) && isSame(ours.max, max)) return undefined;
  return `${expr}: ours ${ours.min} to ${ours.max}, cel-go ${min} to ${max}`;
}

/** cel-go's estimate of the size of a quoted text of unknown size overflows to 0: what follows it costs nothing there. */
export function overflows(expr: string): boolean {
  return expr.includes('strings.quote(');
}
