import { citeStatement, rawEcosystem, trivyDistribution } from '../ecosystem-names.ts';
import type { ListedPackage } from '../listing.ts';
import { describeRange, statementHolds, type RawStatement } from '../raw-advisories.ts';
import type { Rule } from '../rule.ts';
import { sourcesOfType } from '../trivy-database.ts';

export const advisoryNotInTrivyDatabase: Rule = {
  id: 'advisory-not-in-trivy-database',
  title:
    "Trivy's database does not have the advisory for this package. The advisory as published says that the installed version is affected: Seawall reports it.",
  applies(difference, { advisories, trivyDatabase, distribution }) {
    if (difference.kind !== 'finding' || difference.only !== 'ours') return undefined;
    const { item, finding } = difference;
    const ecosystem = rawEcosystem(item, distribution);
    if (ecosystem === undefined) return undefined;
    const sources = ['deb', 'apk', 'rpm'].includes(item.type)
      ? [trivyDistribution(distribution)]
      : sourcesOfType(trivyDatabase, item.type);
    const names = advisories.namesOf(finding.ids);
    const known = sources.some((source) =>
      [...trivyDatabase.advisories(source, item.name).keys()].some((id) => names.has(id)),
    );
    const statement = advisories
      .aboutVulnerability(ecosystem, item.name, finding.ids)
      .find((candidate) => statementHolds(candidate, item.version, item.type) && isOfStream(candidate, item));
    if (known || statement === undefined) return undefined;
    const lacking = sources.some((source) => trivyDatabase.sources.includes(source))
      ? `none of it for ${item.name}`
      : `no data of ${ecosystem}`;
    const safe = statement.safe === undefined ? '' : `all but ${statement.safe.join(' or ')}`;
    const ranges = statement.ranges.map((range) => describeRange(range)).join(' or ') || safe;
    return `${citeStatement(statement)}: ${item.name} ${ranges || 'by version'}, installed ${item.version}; Trivy's database has ${lacking}`;
  },
};

/** Packages of an rpm module are versioned for themselves: another stream's advisory says nothing about them. */
function isOfStream({ ranges }: RawStatement, { type, version }: ListedPackage): boolean {
  if (type !== 'rpm') return true;
  const stream = (text: string) => (text.includes('.module_') ? text.replace(/^\d+:/, '').split('.')[0] : '');
  return ranges.some(({ fixed }) => fixed !== undefined && stream(fixed) === stream(version));
}
