import { severities, type NotChecked, type Problem, type SeverityLevel } from '#model';

/** Every sentence that a decision gives as a reason, in English. */
export const reasons = {
  against(levels: ReadonlyMap<SeverityLevel, number>, failOn: SeverityLevel, onlyFixable: boolean): string {
    const counts = severities.flatMap((level) => (levels.has(level) ? [`${levels.get(level)} ${level}`] : []));
    const total = [...levels.values()].reduce((sum, count) => sum + count, 0);
    const what = onlyFixable ? 'fixable finding' : 'finding';
    const range = thresholdInWords(failOn);
    if (total === 0) return `no ${what} is ${range}`;
    return `${total} ${what}${total === 1 ? ' is' : 's are'} ${range}: ${counts.join(', ')}`;
  },
  unrated: (count: number): string =>
    count === 1
      ? '1 finding has no severity and was not counted; --fail-on unknown counts it'
      : `${count} findings have no severity and were not counted; --fail-on unknown counts them`,
  outside: (count: number): string =>
    `${count} ${count === 1 ? 'finding' : 'findings'} in development or declared packages ${count === 1 ? 'is' : 'are'} outside the gate`,
  unreadable: (problem: Problem): string => `no verdict without ${problem.where}: ${problem.what}`,
  partial: (count: number): string =>
    `${count} ${count === 1 ? 'part' : 'parts'} could not be read, and --fail-on-partial was given`,
  notChecked: (entry: NotChecked): string => `${entry.what} (${entry.count}) not checked: ${entry.why}`,
  starter: 'the vulnerability data is only the starter set that comes with seawall',
  howToAllow: '--allow-partial accepts what was not checked',
  accepted: (doubt: string): string => `accepted by --allow-partial: ${doubt}`,
};

function thresholdInWords(failOn: SeverityLevel): string {
  if (failOn === 'critical') return 'critical';
  return failOn === 'unknown' ? 'of any severity or of none' : `${failOn} or worse`;
}
