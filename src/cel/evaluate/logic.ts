import { Failure, noOverload } from '../failure.ts';
import type { Frame, Step } from './frame.ts';

/**
 * `&&` and `||`: the first term that decides does, whatever the others are; else an error of any term, else the value
 * that does not decide. (Specification, "Logical operators".)
 */
export function logicStep(operator: '&&' | '||', terms: readonly Step[]): Step {
  const deciding = operator === '||';
  return (frame) => {
    let failure: Failure | undefined;
    for (const term of terms) {
      const value = attempt(term, frame);
      if (value === deciding) return deciding;
      if (value instanceof Failure) failure ??= value;
    }
    if (failure !== undefined) throw failure;
    return !deciding;
  };
}

/** The truth value of a step, or why it has none. @throws Failure `limit`, which nothing absorbs */
export function attempt(step: Step, frame: Frame): boolean | Failure {
  try {
    const value = step(frame);
    return typeof value === 'boolean' ? value : new Failure('evaluation', 'no such overload', frame.at);
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'limit') throw error;
    error.at ??= frame.at;
    return error;
  }
}

/** `condition ? yes : no`. */
export function conditionalStep(condition: Step, yes: Step, no: Step, at: number): Step {
  return (frame) => {
    const value = condition(frame);
    if (value === true) return yes(frame);
    if (value === false) return no(frame);
    frame.at = at;
    return noOverload();
  };
}
