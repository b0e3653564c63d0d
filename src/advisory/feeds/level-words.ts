import type { SeverityLevel } from '#model';

const words = new Map<string, SeverityLevel>([
  ['critical', 'critical'],
  ['important', 'high'],
  ['high', 'high'],
  ['moderate', 'medium'],
  ['medium', 'medium'],
  ['low', 'low'],
  ['negligible', 'negligible'],
]);

/** The severity that a source's word for it means; undefined for anything else. */
export function levelOfWord(word: unknown): SeverityLevel | undefined {
  return typeof word === 'string' ? words.get(word.toLowerCase()) : undefined;
}
