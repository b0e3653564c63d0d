import { exceed } from '../failure.ts';
import type { Value } from '../values/value.ts';

/** What one evaluation changes: the variables of macros, what it has cost, and where it is. */
export class Frame {
  readonly bindings: Readonly<Record<string, Value>>;
  /** Values of the variables that macros declare, by the number the compiler gave each. */
  readonly slots: (Value | undefined)[] = [];
  /** Where the node that may fail next is, for the error's place. */
  at = 0;
  cost = 0;
  readonly #budget: number;

  constructor(bindings: Readonly<Record<string, Value>>, budget: number) {
    this.bindings = bindings;
    this.#budget = budget;
  }

  /** Adds to the cost. @throws Failure `limit` when the budget is spent */
  spend(cost: number): void {
    this.cost += cost;
    if (this.cost > this.#budget) exceed(`the expression costs more than its budget of ${this.#budget}`);
  }
}

/** A compiled node. */
export type Step = (frame: Frame) => Value;
