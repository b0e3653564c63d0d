import type { SeverityLevel } from '#model';
import type { AdvisoryRecord } from '../advisory-row.ts';
import { levelOfVector } from '../cvss.ts';
import type { Ecosystem } from '../ecosystems.ts';
import { levelOfWord } from './level-words.ts';
import { arrayOf, objectOf, textOf, textsOf, titleOf } from './shape.ts';

const maxReferences = 20;

/**
 * What an OSV record says beside its ranges, for one of its affected packages; undefined for notices without a
 * vulnerability: bug fixes and enhancements that distributions publish in the same form.
 */
export function recordOf(
  id: string,
  record: Record<string, unknown>,
  ecosystem: Ecosystem,
  affected: Record<string, unknown>,
): AdvisoryRecord | undefined {
  const vulnerabilities = ecosystem.kind === 'distribution' ? vulnerabilitiesOf(id, record) : undefined;
  if (vulnerabilities?.length === 0 && /^(?:AL|RL|RH|EL)(?:BA|EA)-/.test(id)) return undefined;
  if (isToldElsewhere(id, vulnerabilities ?? [])) return undefined;
  const aliases = textsOf(record['aliases']).filter((alias) => alias !== id);
  const severity = severityOf(record, affected);
  const title = titleOf(record['summary']) ?? titleOf(record['details']);
  const published = textOf(record['published'], 40);
  const modified = textOf(record['modified'], 40);
  const references = referencesOf(record);
  return {
    id,
    source: sourceOf(id, ecosystem),
    ...(vulnerabilities !== undefined && vulnerabilities.length > 0 ? { vulnerabilities } : {}),
    ...(aliases.length > 0 && { aliases }),
    ...(title !== undefined && { title }),
    ...severity,
    ...(published !== undefined && { published }),
    ...(modified !== undefined && { modified }),
    ...(references.length > 0 && { references }),
  };
}

/**
 * Ubuntu's notices name the CVEs of all its releases at once; its record of each CVE tells which release has it. Its
 * Livepatch notices are about modules in the memory of a running kernel.
 */
function isToldElsewhere(id: string, vulnerabilities: readonly string[]): boolean {
  return (id.startsWith('USN-') && vulnerabilities.length > 0) || id.startsWith('LSN-');
}

/** The CVEs that a distribution's notice is about; older ones list them as related, newer ones as upstream. */
function vulnerabilitiesOf(id: string, record: Record<string, unknown>): string[] {
  if (id.startsWith('CVE-')) return [];
  if (isCve(cveOf(id))) return [cveOf(id)];
  const cves = (field: string): string[] => textsOf(record[field]).map(cveOf).filter(isCve);
  const upstream = [...cves('upstream'), ...cves('aliases')];
  return [...new Set(upstream.length > 0 ? upstream : cves('related'))];
}

/** The CVE in the id of a distribution's record of it: `UBUNTU-CVE-2025-1234`. */
function cveOf(id: string): string {
  return id.replace(/^[A-Z]{2,12}-(?=CVE-)/, '');
}

function isCve(id: string): boolean {
  return /^CVE-\d{4}-\d+$/.test(id);
}

const sourcesByPrefix: readonly (readonly [prefix: string, source: string])[] = [
  ['GHSA-', 'github'],
  ['CVE-', 'cve'],
  ['GO-', 'go'],
  ['PYSEC-', 'pypa'],
  ['RUSTSEC-', 'rustsec'],
  ['MAL-', 'ossf'],
  ['BIT-', 'bitnami'],
];

function sourceOf(id: string, ecosystem: Ecosystem): string {
  if (ecosystem.kind === 'distribution' && ecosystem.firstHand === true) return ecosystem.shard;
  return sourcesByPrefix.find(([prefix]) => id.startsWith(prefix))?.[1] ?? 'osv';
}

/** The level that the source states, else that of its vector; the vector of the newest CVSS version. */
function severityOf(
  record: Record<string, unknown>,
  affected: Record<string, unknown>,
): Pick<AdvisoryRecord, 'level' | 'vector'> {
  const stated = [...arrayOf(affected['severity']), ...arrayOf(record['severity'])];
  const items = stated.map(objectOf).filter((item) => item !== undefined);
  const vector = vectorOf(items);
  const level = statedLevel(record, affected, items) ?? (vector === undefined ? undefined : levelOfVector(vector));
  return { ...(level !== undefined && { level }), ...(vector !== undefined && { vector }) };
}

function vectorOf(items: readonly Record<string, unknown>[]): string | undefined {
  for (const type of ['CVSS_V4', 'CVSS_V3', 'CVSS_V2']) {
    const score = textOf(items.find((item) => item['type'] === type)?.['score'], 400);
    if (score !== undefined) return score;
  }
  return undefined;
}

function statedLevel(
  record: Record<string, unknown>,
  affected: Record<string, unknown>,
  items: readonly Record<string, unknown>[],
): SeverityLevel | undefined {
  const stated = [
    ...items.filter((item) => !String(item['type']).startsWith('CVSS')).map((item) => item['score']),
    objectOf(affected['ecosystem_specific'])?.['severity'],
    objectOf(affected['ecosystem_specific'])?.['ubuntu_priority'],
    objectOf(affected['database_specific'])?.['severity'],
    objectOf(record['database_specific'])?.['severity'],
    // Red Hat's family begins its titles with it: `Important: python3.12 security update`.
    /^(Critical|Important|Moderate|Low): /.exec(String(record['summary']).slice(0, 20))?.[1],
  ];
  for (const word of stated) {
    const level = levelOfWord(word);
    if (level !== undefined) return level;
  }
  return undefined;
}

/** Advisories and fixes before reports and packages, as far as there is room. */
function referencesOf(record: Record<string, unknown>): string[] {
  const references = arrayOf(record['references']).flatMap((item) => {
    const url = textOf(objectOf(item)?.['url'], 2048);
    return url !== undefined && /^https?:\/\//.test(url) ? [{ url, type: objectOf(item)?.['type'] }] : [];
  });
  const weight = (type: unknown): number => (type === 'ADVISORY' ? 0 : type === 'FIX' ? 1 : 2);
  const urls = references.toSorted((a, b) => weight(a.type) - weight(b.type)).map(({ url }) => url);
  return [...new Set(urls)].slice(0, maxReferences);
}
