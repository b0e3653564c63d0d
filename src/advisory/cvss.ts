import calculator from 'ae-cvss-calculator';
import type { SeverityLevel } from '#model';

interface Scored {
  isBaseFullyDefined(): boolean;
  calculateScores(): { overall?: number | undefined };
}

const parsers: readonly (readonly [prefix: string, parse: (vector: string) => Scored])[] = [
  ['CVSS:4.0/', (vector) => new calculator.Cvss4P0(vector)],
  ['CVSS:3.1/', (vector) => new calculator.Cvss3P1(vector)],
  ['CVSS:3.0/', (vector) => new calculator.Cvss3P0(vector)],
  ['AV:', (vector) => new calculator.Cvss2(vector)],
];

/**
 * The severity of a CVSS vector of version 2, 3 or 4; undefined when it is malformed or of another version.
 * Source: the qualitative scales of CVSS 3.1 section 5 and 4.0 section 6, used for version 2 too as the NVD does.
 */
export function levelOfVector(vector: string): SeverityLevel | undefined {
  const score = scoreOfVector(vector);
  return score === undefined ? undefined : levelOfScore(score);
}

/** The severity of a CVSS score, 0 to 10, by the same scales. */
export function levelOfScore(score: number): SeverityLevel {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'negligible';
}

/** The overall score, 0 to 10, or undefined when the vector is malformed. */
export function scoreOfVector(vector: string): number | undefined {
  if (vector.length > 400) return undefined;
  const parser = parsers.find(([prefix]) => vector.startsWith(prefix));
  try {
    const parsed = parser?.[1](vector);
    // The library scores what is missing as none, which would make half a vector harmless.
    return parsed?.isBaseFullyDefined() === true ? parsed.calculateScores().overall : undefined;
  } catch {
    // The library throws for unknown components: a vector that cannot be read has no score.
    return undefined;
  }
}
