import { compareSeverity, type Finding, type SeverityLevel } from '#model';
import { messages } from '../messages.en.ts';

/** What all findings of one rule say together. */
interface RuleFacts {
  index: number;
  kind: Finding['kind'];
  title: string;
  worst: SeverityLevel;
  references: string[];
}

/** The rules of a run by id, in the order in which findings first name them. */
export type Rules = ReadonlyMap<string, RuleFacts>;

/** Collects one rule per id in one pass; a rule is as severe as its worst finding. */
export function collectRules(findings: Iterable<Finding>): Rules {
  const rules = new Map<string, RuleFacts>();
  for (const finding of findings) {
    const { ruleId, kind, title, references, severity } = finding;
    const known = rules.get(ruleId);
    if (known === undefined) rules.set(ruleId, { index: rules.size, kind, title, worst: severity.level, references });
    else {
      if (compareSeverity(severity.level, known.worst) < 0) known.worst = severity.level;
      if (known.title === '') known.title = title;
    }
  }
  return rules;
}

/**
 * The number that code scanning sorts by. A level stands for a range of CVSS scores; the middle of that range keeps
 * our level, which a distribution may have set, where a vector's own score would overrule it. Unknown has none.
 */
const securitySeverity: Record<SeverityLevel, string | undefined> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  negligible: '0.1',
  unknown: undefined,
};

/** SARIF's level: unknown is a warning, because no severity does not mean harmless. */
export const sarifLevel: Record<SeverityLevel, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  negligible: 'note',
  unknown: 'warning',
};

/** A `reportingDescriptor`. */
export function ruleDescriptor(id: string, { kind, title, worst, references }: RuleFacts): object {
  const text = title === '' ? id : title;
  const helpUri = references.find((reference) => /^https?:\/\//.test(reference) && URL.canParse(reference));
  return {
    id,
    name: messages.kind[kind].one,
    shortDescription: { text },
    fullDescription: { text },
    helpUri: helpUri === undefined ? undefined : new URL(helpUri).href,
    help: {
      text: messages.sarif.help(messages.kind[kind].one, id, text, references),
    },
    defaultConfiguration: { level: sarifLevel[worst] },
    properties: {
      tags: ['security', kind],
      precision: 'very-high',
      'security-severity': securitySeverity[worst],
    },
  };
}
