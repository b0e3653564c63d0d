import { Failure, type FailureCode } from './failure.ts';

/** An expression was refused or failed. The message is one line and begins with the place. */
export class CelError extends Error {
  readonly code: FailureCode;
  /** From 1. */
  readonly line: number;
  /** In code points, from 1. */
  readonly column: number;
  /** The line of the source, and below it a caret under the place; two lines without a line break at the end. */
  readonly caret: string;

  constructor(code: FailureCode, what: string, source: string, at: number) {
    const place = placeOf(source, at);
    super(`line ${place.line}, column ${place.column}: ${what}`);
    this.name = 'CelError';
    this.code = code;
    this.line = place.line;
    this.column = place.column;
    this.caret = place.caret;
  }
}

/** Runs a step of the engine; a failure inside comes out as a CelError with its place in the source. */
export function locating<T>(source: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof Failure) throw new CelError(error.code, error.message, source, error.at ?? 0);
    throw error;
  }
}

const shownWidth = 100;

function placeOf(source: string, at: number): { line: number; column: number; caret: string } {
  const before = source.slice(0, at);
  const start = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  const column = Array.from(before.slice(start)).length + 1;
  const end = source.indexOf('\n', at);
  // A line of a hostile expression may be megabytes long: what is shown is a window around the place.
  const from = Math.max(start, at - shownWidth / 2);
  const shown = source.slice(from, Math.min(end < 0 ? source.length : end, from + shownWidth));
  const indent = Array.from(source.slice(from, at), (character) => (character === '\t' ? '\t' : ' ')).join('');
  return { line, column, caret: `${shown.replaceAll('\r', ' ')}\n${indent}^` };
}
