import type { Finding, ScanResult, Severity, SuppressedFinding } from '#model';
import { properties, type Property } from '../sbom/properties.ts';
import { webLinks } from '../sbom/web-links.ts';

/** A finding to be written, with why it is hidden where it is. */
interface Entry {
  finding: Finding;
  suppressed?: Omit<SuppressedFinding, 'finding'>;
}

/** Entries that differ only in the component they affect. */
interface Group {
  first: Entry;
  members: Entry[];
}

/**
 * The `vulnerabilities` of a document: findings of one id, verdict and source become one entry that affects several
 * components. `referencesOf` gives the bom-refs of a finding's package. Other kinds of finding have no place here.
 */
export function* vulnerabilities(
  findings: Iterable<Finding>,
  suppressed: ScanResult['suppressed'],
  referencesOf: (finding: Finding) => readonly string[],
): Generator<object> {
  const groups = new Map<string, Group>();
  for (const finding of findings) addEntry(groups, { finding });
  for (const { finding, ...why } of suppressed) addEntry(groups, { finding, suppressed: why });
  for (const group of groups.values()) yield vulnerability(group, referencesOf);
}

function addEntry(groups: Map<string, Group>, entry: Entry): void {
  const { finding } = entry;
  if (finding.kind !== 'vulnerability') return;
  const { level, source, vector } = finding.severity;
  const key = [
    finding.ruleId,
    level,
    source,
    vector,
    finding.status,
    finding.evidence.source,
    finding.evidence.vendorState,
    finding.evidence.vex?.source,
    entry.suppressed === undefined ? '' : JSON.stringify(entry.suppressed),
  ].join('\0');
  const group = groups.get(key);
  if (group === undefined) groups.set(key, { first: entry, members: [entry] });
  else group.members.push(entry);
}

function vulnerability({ first, members }: Group, referencesOf: (finding: Finding) => readonly string[]): object {
  const { finding } = first;
  const { source } = finding.evidence;
  return {
    id: finding.ruleId,
    source: source === undefined ? undefined : { name: source },
    references: finding.aliases.length === 0 ? undefined : finding.aliases.map((id) => ({ id, source: {} })),
    ratings: [rating(finding.severity)],
    description: finding.title === '' ? undefined : finding.title,
    detail: members.length === 1 ? finding.why : undefined,
    recommendation: recommendation(members),
    advisories: advisories(finding.references),
    published: finding.published,
    analysis: analysis(first),
    affects: affects(members, referencesOf),
    properties: vulnerabilityProperties(first, members),
  };
}

/** CycloneDX has no `negligible`: `info` is its least severity that is not "none". */
function rating({ level, source, vector }: Severity): object {
  return {
    source: source === undefined ? undefined : { name: source },
    severity: level === 'negligible' ? 'info' : level,
    method: vector === undefined ? undefined : scoreMethod(vector),
    vector,
  };
}

/** The method that a CVSS vector belongs to: version 2 has no prefix. Source: CVSS 2.0 to 4.0, "Vector String". */
function scoreMethod(vector: string): string {
  if (vector.startsWith('CVSS:4.')) return 'CVSSv4';
  if (vector.startsWith('CVSS:3.1/')) return 'CVSSv31';
  if (vector.startsWith('CVSS:3.')) return 'CVSSv3';
  return /^\(?AV:/.test(vector) ? 'CVSSv2' : 'other';
}

function recommendation(members: readonly Entry[]): string | undefined {
  const sentences = members.flatMap(({ finding: { fix, package: item } }) => {
    if (fix === undefined) return [];
    return [fix.advice ?? `Upgrade ${item?.name ?? 'it'} to ${fix.version} or later`];
  });
  return sentences.length === 0 ? undefined : [...new Set(sentences)].join('; ');
}

/** Links only: the schema wants references that are IRIs. */
function advisories(references: readonly string[]): { url: string }[] | undefined {
  const urls = webLinks(references);
  return urls.length === 0 ? undefined : urls.map((url) => ({ url }));
}

/** `not_affected` is the vendor's word alone: who hides a finding may as well accept the risk. */
function analysis({ finding, suppressed }: Entry): object | undefined {
  if (finding.status === 'not affected') return { state: 'not_affected', detail: suppressed?.reason ?? finding.why };
  if (suppressed !== undefined) return { state: 'in_triage', detail: suppressed.reason };
  if (finding.status === 'under investigation') return { state: 'in_triage' };
  if (finding.status === 'will not fix') return { response: ['will_not_fix'] };
  if (finding.status === 'end of life') return { response: ['can_not_fix'] };
  return finding.fix === undefined ? undefined : { response: ['update'] };
}

function affects(members: readonly Entry[], referencesOf: (finding: Finding) => readonly string[]): object[] {
  const versions = new Map<string, string | undefined>();
  for (const { finding } of members) {
    for (const reference of referencesOf(finding)) versions.set(reference, finding.package?.version);
  }
  const status = members[0]?.finding.status === 'not affected' ? 'unaffected' : 'affected';
  return [...versions].map(([ref, version]) =>
    version === undefined ? { ref } : { ref, versions: [{ version, status }] },
  );
}

function vulnerabilityProperties({ finding, suppressed }: Entry, members: readonly Entry[]): Property[] {
  return [
    ...properties({
      'seawall:status': finding.status,
      'seawall:severity': finding.severity.level,
      'seawall:vendor-state': finding.evidence.vendorState,
      'seawall:exploited:since': finding.exploited?.since,
      'seawall:exploited:source': finding.exploited?.source,
      'seawall:exploits': finding.exploits?.join(', '),
      'seawall:epss:score': finding.epss?.score.toString(),
      'seawall:epss:percentile': finding.epss?.percentile?.toString(),
      'seawall:epss:date': finding.epss?.date,
      'seawall:vex:status': finding.evidence.vex?.status,
      'seawall:vex:source': finding.evidence.vex?.source,
      'seawall:suppressed:reason': suppressed?.reason,
      'seawall:suppressed:who': suppressed?.who,
      'seawall:suppressed:expiry': suppressed?.expiry,
      'seawall:suppressed:source': suppressed?.source,
    }),
    ...members.map((member) => ({ name: 'seawall:fingerprint', value: member.finding.id })),
  ];
}
