import type { Difference } from './difference.ts';
import type { Evidence } from './evidence.ts';
import { packageKey } from './listing.ts';
import type { Rule } from './rule.ts';

/** A difference with the rule that explains it, and what the rule found. */
export interface Explained {
  difference: Difference;
  rule: string;
  evidence: string;
}

export interface Explanation {
  explained: Explained[];
  unexplained: Difference[];
}

/**
 * Sorts differences into rules: the first rule that holds counts. Packages come before findings, whose rules may build on
 * them.
 */
export function explain(
  differences: readonly Difference[],
  rules: readonly Rule[],
  evidence: Omit<Evidence, 'packageRule'>,
): Explanation {
  const ofPackages = new Map<string, string>();
  const packageRule = (peer: string, key: string) => ofPackages.get(`${peer} ${key}`);
  const whole: Evidence = { ...evidence, packageRule };
  const result: Explanation = { explained: [], unexplained: [] };
  const inOrder = [
    ...differences.filter(({ kind }) => kind === 'package'),
    ...differences.filter(({ kind }) => kind === 'finding'),
  ];
  for (const difference of inOrder) {
    const found = firstThatHolds(difference, rules, whole);
    if (found === undefined) {
      result.unexplained.push(difference);
      continue;
    }
    result.explained.push({ difference, ...found });
    if (difference.kind === 'package') ofPackages.set(`${difference.peer} ${packageKey(difference.item)}`, found.rule);
  }
  return result;
}

function firstThatHolds(
  difference: Difference,
  rules: readonly Rule[],
  evidence: Evidence,
): { rule: string; evidence: string } | undefined {
  for (const rule of rules) {
    const facts = rule.applies(difference, evidence);
    if (facts !== undefined) return { rule: rule.id, evidence: facts };
  }
  return undefined;
}
