import type { AdvisoryRecord } from '../advisory-row.ts';
import { levelOfVector } from '../cvss.ts';
import { levelOfWord } from './level-words.ts';
import { textOf } from './shape.ts';

/**
 * A severity that a CVE record gives by a CVSS vector: the level that it states, else the one that the vector has.
 * Undefined for a vector that cannot be read.
 */
export function severityOfCvss(vector: unknown, word: unknown): Pick<AdvisoryRecord, 'level' | 'vector'> | undefined {
  const text = textOf(vector, 400);
  const computed = text === undefined ? undefined : levelOfVector(text);
  return text === undefined || computed === undefined
    ? undefined
    : { level: levelOfWord(word) ?? computed, vector: text };
}
