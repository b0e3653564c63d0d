import type { CelAnswer, CelQuestion } from './cel-oracle.ts';

/** What is compared: a question, what cel-go says, and what we say. */
export interface CelDifference {
  readonly question: CelQuestion;
  readonly theirs: CelAnswer;
  readonly ours: { readonly value?: string; readonly error?: string };
}

/** Asks cel-go anew, with changes to the question. */
export type AskAgain = (question: CelQuestion) => CelAnswer;

/**
 * A way in which cel-go is known to differ, and why we do not follow it; docs/cel.md has the same list. `holds` checks
 * the fact itself, by what cel-go says or does when it is asked again, and not only that it could be the reason.
 */
export interface Explanation {
  readonly why: string;
  readonly holds: (difference: CelDifference, ask: AskAgain) => boolean;
}

/** Every known difference. */
export const explanations: readonly Explanation[] = [
  {
    why: "cel-go's validator of format() looks at what is not evaluated and takes optional entries for optionals",
    holds: ({ question, theirs, ours }, ask) =>
      theirs.error === 'check' &&
      theirs.text?.includes('error during formatting: ') === true &&
      // It looks at constant formats only.
      ask({ ...question, expr: question.expr.replaceAll(/('%[^']*')(?=\.format\()/g, "($1 + '')") }).value ===
        ours.value,
  },
  {
    why: 'cel-go writes an int or uint behind %f or %e as %!f(int64=…)',
    holds: ({ theirs, ours }) =>
      theirs.value !== undefined && ours.value !== undefined && repaired(theirs.value) === ours.value,
  },
  {
    why: "a string of cel-go's may hold what is no UTF-8; ours has U+FFFD there, as its own conversion to string",
    holds: ({ theirs, ours }) =>
      theirs.value !== undefined && ours.value !== theirs.value && wellFormed(theirs.value) === ours.value,
  },
  {
    why: 'cel-go panics when it looks for bytes in a constant list or in a map',
    holds: ({ theirs }) =>
      /^(?:internal error: )?runtime error: hash of unhashable type types\.Bytes$/.test(theirs.text ?? ''),
  },
  {
    why: 'cel-go refuses a constant index of a type that no container has before it evaluates; by the specification it is an error that || may absorb',
    holds: ({ theirs }) => theirs.error === 'program' && theirs.text?.startsWith('invalid qualifier type: ') === true,
  },
  {
    why: 'cel-go makes comparing a NaN an error; it is false by the specification',
    holds: ({ theirs }) => theirs.error === 'eval' && theirs.text === 'NaN values cannot be ordered',
  },
  {
    why: 'the specification allows bool, int, uint and string as keys of a map; cel-go takes any value',
    holds: ({ question, ours }, ask) =>
      ours.error?.endsWith('unsupported key type') === true && hasFact(ask, question, 'odd key'),
  },
  {
    why: 'the specification makes a repeated key of a map an error; in cel-go the last one counts',
    holds: ({ question, ours }, ask) =>
      ours.error?.includes('already exists') === true && hasFact(ask, question, 'repeated key'),
  },
  {
    why: "Go's maps have no order, and cel-go's own answers differ from one run to the next",
    holds: ({ question, ours }, ask) => {
      const answers = Array.from({ length: 200 }, () => ask(question).value);
      return new Set(answers).size > 1 && answers.includes(ours.value);
    },
  },
];

function hasFact(ask: AskAgain, question: CelQuestion, fact: 'odd key' | 'repeated key'): boolean {
  return ask({ ...question, facts: true }).facts?.includes(fact) === true;
}

/** Texts in the notation of `showValue` are hexadecimal. */
function mapTexts(shown: string, change: (text: Buffer) => string): string {
  return shown.replaceAll(
    /(string|bytes):([0-9a-f]*)/g,
    (_, type: string, hex: string) => `${type}:${Buffer.from(change(Buffer.from(hex, 'hex'))).toString('hex')}`,
  );
}

function repaired(shown: string): string {
  return mapTexts(shown, (text) =>
    text.toString().replaceAll(/%!([ef])\(u?int64=(-?)0*(\d+)\)/g, (_, verb: string, sign: string, digits: string) => {
      const number = Number(sign + digits);
      // As our own engine does: at 6 digits, two of the exponent, and without one for %f.
      if (verb === 'f') return number.toFixed(2);
      return number.toExponential(6).replace(/e([+-])(\d)$/, 'e$10$2');
    }),
  );
}

function wellFormed(shown: string): string {
  return mapTexts(shown, (text) => text.toString());
}
