import { fail } from '../failure.ts';
import type { ListNode, MapNode } from '../syntax/node.ts';
import { MapValue } from '../values/map-value.ts';
import { Optional, type Value } from '../values/value.ts';
import { workElements } from '../work.ts';
import type { Compiler } from './compile.ts';
import type { Step } from './frame.ts';

/** `[a, ?b]`. */
export function listStep(compiler: Compiler, { items, optional, at }: ListNode): Step {
  const steps = items.map((item) => compiler.compile(item));
  if (optional.size === 0) {
    return (frame) => {
      frame.spend(10);
      workElements(steps.length);
      return steps.map((step) => step(frame));
    };
  }
  return (frame) => {
    frame.spend(10);
    const made: Value[] = [];
    for (const [index, step] of steps.entries()) {
      const value = step(frame);
      frame.at = at;
      const kept = optional.has(index) ? unwrap(value) : value;
      if (kept !== undefined) made.push(kept);
    }
    workElements(made.length);
    return made;
  };
}

/** `{k: v, ?k: v}`. */
export function mapStep(compiler: Compiler, { entries, at }: MapNode): Step {
  const steps = entries.map((entry) => ({
    key: compiler.compile(entry.key),
    value: compiler.compile(entry.value),
    optional: entry.optional,
  }));
  return (frame) => {
    frame.spend(30);
    const made = new MapValue();
    for (const { key, value, optional } of steps) {
      const name = key(frame);
      const given = value(frame);
      frame.at = at;
      const kept = optional ? unwrap(given) : given;
      if (kept !== undefined) made.add(name, kept);
    }
    workElements(steps.length);
    return made;
  };
}

/** The value of an optional; undefined when it is empty. @throws Failure for what is no optional */
export function unwrap(value: Value): Value | undefined {
  return value instanceof Optional ? value.value : fail('no such overload: an optional is needed here');
}
