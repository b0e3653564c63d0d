import { candidateNames } from '../environment.ts';
import { fail } from '../failure.ts';
import type { MessageNode } from '../syntax/node.ts';
import { Message } from '../values/message.ts';
import type { Value } from '../values/value.ts';
import { isWellKnown, wellKnownMessage } from '../values/well-known.ts';
import type { Compiler } from './compile.ts';
import { unwrap } from './construct.ts';
import type { Step } from './frame.ts';

/** `Name{field: value, ?field: optional}`. */
export function messageStep(compiler: Compiler, { name, entries, at }: MessageNode): Step {
  const { messages, container } = compiler.environment;
  const known = candidateNames(container, name).find((one) => isWellKnown(one) || messages.has(one));
  const steps = entries.map(({ field, value, optional }) => {
    const key = messages.get(known ?? '')?.fields?.get(field)?.key ?? field;
    return { key, step: compiler.compile(value), optional };
  });
  return (frame) => {
    frame.spend(40);
    const fields = new Map<string, Value>();
    for (const { key, step, optional } of steps) {
      const given = step(frame);
      frame.at = at;
      const kept = optional ? unwrap(given) : given;
      if (kept !== undefined) fields.set(key, kept);
    }
    frame.at = at;
    if (known === undefined) return fail(`unknown message type '${name}'`);
    return isWellKnown(known) ? wellKnownMessage(known, fields) : new Message(known, fields);
  };
}
