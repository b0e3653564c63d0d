import type { ImportProgress } from '#advisory';
import { messages } from './messages.en.ts';

const text = messages.db;

/** How far an import is, for the progress line. */
export function describeImport(step: ImportProgress): string {
  if (step.step === 'waiting') return text.waiting;
  return step.step === 'reading' ? text.importing(step.path, step.rows) : text.writing(step.done, step.total);
}
