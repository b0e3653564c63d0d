import { exceed } from './failure.ts';
import { maxElements, maxStringLength, maxWork } from './limits.ts';

/*
 * The cost model of Kubernetes counts calls and the sizes of their arguments. It does not see that `a + a` of a list
 * copies it, or that comparing two values that share parts visits the parts again and again. This meter does, and is
 * what bounds memory and time then. Evaluation is synchronous, so one meter is enough.
 */
let spent = 0;

/** Starts the meter of one evaluation, and gives the reading to go back to after it. */
export function startWork(): number {
  const before = spent;
  spent = 0;
  return before;
}

/** Ends an evaluation that another one may have started. */
export function endWork(before: number): void {
  spent = before;
}

/** Counts work. @throws Failure `limit` */
export function work(units: number): void {
  spent += units;
  if (spent > maxWork) exceed('the expression does more work than one evaluation may');
}

/** Counts the characters of a string before it is made. @throws Failure `limit` */
export function workString(length: number): void {
  if (length > maxStringLength) exceed(`a string would be longer than ${maxStringLength} characters`);
  work(length);
}

/** Counts the elements of a list or map before it is made. @throws Failure `limit` */
export function workElements(count: number): void {
  if (count > maxElements) exceed(`a list or map would have more than ${maxElements} elements`);
  work(count);
}
