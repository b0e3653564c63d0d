import { CelError, compile, newEnvironment, showValue, types, type Environment } from '#cel';
import { explanations } from './cel-explained.ts';
import type { CelAnswer, CelQuestion } from './cel-oracle.ts';

const environments = new Map<string, Environment>();

function environmentOf(vars: Readonly<Record<string, unknown>>): Environment {
  const names = Object.keys(vars);
  const known = environments.get(names.join());
  if (known !== undefined) return known;
  const made = newEnvironment({ variables: Object.fromEntries(names.map((name) => [name, types.dyn])) });
  environments.set(names.join(), made);
  return made;
}

/** What we say to a question, in the oracle's notation. Anything but a CelError is a bug of its own. */
export function answerCel({ expr, vars }: CelQuestion): { value?: string; error?: string; cost: number } {
  try {
    const { value, cost } = compile(expr, environmentOf(vars)).evaluate(vars, { budget: 10_000_000 });
    return { value: showValue(value), cost };
  } catch (error) {
    if (!(error instanceof CelError)) throw error;
    return { error: error.message, cost: 0 };
  }
}

/** In what we differ from cel-go; undefined when both give the same value or an error, or the difference is a known one. */
export function compareCel(question: CelQuestion, theirs: CelAnswer): string | undefined {
  const ours = answerCel(question);
  if (ours.value === theirs.value) return undefined;
  if (explanations.some(({ holds }) => holds(question, theirs, ours))) return undefined;
  const shown = (answer: { value?: string; error?: string }) => answer.value ?? `error ${answer.error}`;
  const text = theirs.text === undefined ? '' : ` (${theirs.text.split('\n')[0]})`;
  return `${question.expr} with ${JSON.stringify(question.vars)}: ours ${shown(ours)}, cel-go ${shown(theirs)}${text}`;
}
