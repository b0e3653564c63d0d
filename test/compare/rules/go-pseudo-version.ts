import { citeStatement, rawEcosystem } from '../ecosystem-names.ts';
import { describeRange, statementHolds } from '../raw-advisories.ts';
import type { Rule } from '../rule.ts';

export const goPseudoVersion: Rule = {
  id: 'go-pseudo-version',
  title:
    'Trivy matches no pseudo version of a module without releases (v0.0.0 and a date). It is a version like others, before every release: the advisory as published says that it is affected, and Seawall reports it.',
  applies(difference, { advisories, distribution }) {
    if (difference.kind !== 'finding' || difference.only !== 'ours' || difference.item.type !== 'golang')
      return undefined;
    const { item, finding } = difference;
    const ecosystem = rawEcosystem(item, distribution);
    if (ecosystem === undefined || !/^0\.0\.0-\d{14}-[0-9a-f]{12}$/.test(item.version)) return undefined;
    const statement = advisories
      .aboutVulnerability(ecosystem, item.name, finding.ids)
      .find((candidate) => statementHolds(candidate, item.version, item.type));
    if (statement === undefined) return undefined;
    const ranges = statement.ranges.map((range) => describeRange(range)).join(' or ');
    return `${citeStatement(statement)}: ${item.name} ${ranges}, installed ${item.version}`;
  },
};
