import { CelError, compile, newEnvironment, showValue, types, type Environment } from '#cel';
import { explanations } from './cel-explained.ts';
import { askCelOracle, type CelAnswer, type CelQuestion } from './cel-oracle.ts';

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

/** How an answer of ours compares: alike, or different for a known reason, or different as `complaint` says. */
export interface CelComparison {
  readonly why?: string;
  readonly complaint?: string;
}

/** Compares our answer with cel-go's: both must give the same value, or an error. */
export function compareCel(question: CelQuestion, theirs: CelAnswer): CelComparison {
  const ours = answerCel(question);
  if (ours.value === theirs.value) return {};
  const ask = (again: CelQuestion) => askCelOracle([again])[0] as CelAnswer;
  const known = explanations.find(({ holds }) => holds({ question, theirs, ours }, ask));
  if (known !== undefined) return { why: known.why };
  const shown = (answer: { value?: string; error?: string }) => answer.value ?? `error ${answer.error}`;
  const text = theirs.text === undefined ? '' : ` (${theirs.text.split('\n')[0]})`;
  const complaint = `${question.expr} with ${JSON.stringify(question.vars)}: ours ${shown(ours)}, cel-go ${shown(theirs)}${text}`;
  return { complaint };
}
