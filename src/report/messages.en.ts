import type { DataSource, Finding, NotChecked, SeverityLevel } from '#model';

/** A number as people write it: `38,211`. */
const number = new Intl.NumberFormat('en');

function counted(count: number, one: string, many: string): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

/** Every text that a report writes for people, in English. Another language is another file of this shape. */
export const messages = {
  severity: {
    critical: 'CRITICAL',
    high: 'HIGH',
    medium: 'MEDIUM',
    low: 'LOW',
    negligible: 'NEGLIGIBLE',
    unknown: 'UNKNOWN',
  } satisfies Record<SeverityLevel, string>,
  scanItself: 'the scan itself',
  severityCount: (level: SeverityLevel, count: number) => `${number.format(count)} ${level}`,
  kind: {
    vulnerability: { one: 'Vulnerability' },
    secret: { one: 'Secret' },
    malware: { one: 'Malware' },
    config: { one: 'Misconfiguration' },
    license: { one: 'Licence' },
  } satisfies Record<Finding['kind'], object>,
  status: {
    affected: 'no fix yet',
    fixed: 'fixed',
    'will not fix': 'will not fix',
    deferred: 'fix deferred',
    'end of life': 'end of life',
    'under investigation': 'being looked at',
    'not affected': 'not affected',
  } satisfies Record<Finding['status'], string>,

  packages: (count: number) => counted(count, 'package', 'packages'),
  layers: (count: number) => counted(count, 'layer', 'layers'),
  unknownSystem: 'operating system not known',
  incompleteAbove: 'INCOMPLETE: see at the end what was not checked or could not be read',

  exploited: 'EXPLOITED',
  exploit: 'EXPLOIT',
  exploitedSince: (since: string, source: string) => `known since ${since}, by ${source}`,
  epss: (score: number) => `EPSS ${Math.round(score * 100)}%`,

  upgradeTo: (version: string) => `→ ${version}`,
  fixes: (fixed: number, all: number) =>
    fixed === all ? (all === 1 ? '' : `fixes all ${all}`) : `fixes ${fixed} of ${all}`,
  someFixed: (fixed: number, all: number) =>
    fixed === all ? 'a fix for each, see below' : `${fixed} of ${all} have a fix, see below`,
  noFix: 'no fixed version',
  declared: 'declared, not installed',
  development: 'for development only',
  layer: (index: number) => `layer ${index}`,
  baseLayer: (index: number) => `layer ${index} (base image)`,
  moreLayers: (count: number) => ` (and ${counted(count, 'more layer', 'more layers')})`,
  morePlaces: (count: number) => ` (and ${counted(count, 'more place', 'more places')})`,
  only: (names: string) => `(${names} only)`,

  upgradeFirst: 'UPGRADE FIRST',
  moreSolved: (count: number) => `${number.format(count)} more`,
  moreUpgrades: (count: number) => `and ${counted(count, 'more package', 'more packages')} with a fix`,

  notCheckedHeading: (count: number) => `NOT CHECKED (${number.format(count)})`,
  notCheckedLine: ({ what, why, count }: NotChecked) => `${what} (${number.format(count)}): ${why}`,
  problemsHeading: (count: number) => `COULD NOT BE READ (${number.format(count)})`,
  fatal: 'no verdict without it',
  suppressedHeading: (count: number) => `SUPPRESSED (${number.format(count)})`,
  suppressedBy: (who: string) => `by ${who}`,
  until: (date: string) => `until ${date}`,
  writtenAt: (source: string) => `(${source})`,
  maskedHeading: (count: number) => `MASKED BY A LATER LAYER (${number.format(count)})`,
  more: (count: number) => `and ${number.format(count)} more: --format json has them all`,

  findings: (count: number) => counted(count, 'finding', 'findings'),
  distinct: (ids: number, packages: number) =>
    packages === 0
      ? `${number.format(ids)} different`
      : `${number.format(ids)} different, in ${counted(packages, 'package', 'packages')}`,
  haveFix: (count: number) => (count === 1 ? '1 has a fix' : `${number.format(count)} have a fix`),
  fromBase: (count: number) => `${number.format(count)} from the base image`,
  suppressed: (count: number) => `${number.format(count)} suppressed`,
  masked: (count: number) => `${counted(count, 'package', 'packages')} masked by a later layer`,
  notChecked: (count: number) => `${number.format(count)} NOT CHECKED`,
  unread: (count: number) => `${number.format(count)} could not be read`,
  hidden: (count: number) => `${number.format(count)} not shown by --severity or --only-fixable`,
  nothingFound: (packages: number) => `No finding: ${counted(packages, 'package was', 'packages were')} checked`,
  nothingFoundPartly: 'Nothing found in what could be checked, which was not everything',
  notMatched: 'No vulnerability data was used: packages are listed, not checked',

  data: 'Data: ',
  dataLine: (shard: string, source: string, age: string) => `${shard} from ${source}, ${age}`,
  imported: ({ shard, source, imported }: DataSource) => `${shard} from ${source}, imported ${imported}`,
  newest: (age: string) => `its newest record ${age}`,
  starter:
    'Where data is missing, the starter data that comes with seawall stands in: it knows few vulnerabilities, and no verdict rests on it. Import data with `seawall db import`',
  starterMark: 'starter data',
  noData: 'none',
  ages: {
    now: 'less than an hour old',
    hours: (count: number) => `${counted(count, 'hour', 'hours')} old`,
    days: (count: number) => `${counted(count, 'day', 'days')} old`,
    weeks: (count: number) => `${counted(count, 'week', 'weeks')} old`,
    months: (count: number) => `${counted(count, 'month', 'months')} old`,
    years: (count: number) => `${counted(count, 'year', 'years')} old`,
    unknown: 'of unknown age',
  },

  gate: (gates: readonly string[]) => (gates.length === 0 ? 'Gate' : `Gate ${gates.join(', ')}`),
  answer: { pass: 'PASS', fail: 'FAIL', unknown: 'NO VERDICT', 'not asked': 'not asked for (--fail-on SEVERITY)' },

  inventory: { name: 'PACKAGE', version: 'VERSION', type: 'TYPE', layer: 'LAYER', licence: 'LICENCE' },

  sarif: {
    help: (kind: string, id: string, text: string, references: readonly string[]) =>
      [`${kind} ${id}: ${text}`, ...references].join('\n'),
    result: ({ ruleId, why, fix, package: item, location }: Finding) => {
      const layer = (location ?? item?.locations[0])?.layer;
      const place = layer === undefined ? '' : ` (layer ${layer.index})`;
      const upgrade = fix === undefined ? '' : ` ${fix.advice ?? `Upgrade to ${fix.version} or later.`}`;
      return `${ruleId}: ${why}${place}.${upgrade}`;
    },
    imageRoot: 'The root of the file system inside the image.',
    problemKind: 'Something could not be read; the result is partial.',
    notCheckedKind: 'No verdict was given on this; it is not clean.',
  },
  junit: {
    data: 'vulnerability data',
    passed: 'nothing found, everything checked',
    notChecked: 'not checked',
    unread: 'could not be read',
    upgrade: (version: string) => `Upgrade to ${version} or newer.`,
  },

  html: {
    title: (reference: string) => `Seawall: ${reference}`,
    scanned: (time: string, version: string) =>
      `Scanned ${time.slice(0, 16).replace('T', ' ')} UTC by Seawall ${version}`,
    source: (shard: string, source: string, date: string) => `Data: ${shard} from ${source}, up to ${date}`,
    search: 'Search for a CVE, package or path',
    fixable: 'only with a fix',
    shown: 'findings shown',
    findings: 'Findings',
    suppressed: 'Suppressed',
    packages: 'Packages',
    findingColumns: ['Severity', 'Finding', 'Package', 'Fixed in'],
    suppressedColumns: ['Severity', 'Finding', 'Package', 'Why'],
    packageColumns: ['Package', 'Version', 'Type', 'Licence', 'Where'],
    why: 'Why',
    fix: 'What to do',
    status: 'Status',
    severity: 'Severity',
    aliases: 'Other names',
    range: 'Advisory',
    places: 'Where',
    vex: 'VEX',
    exploited: 'Exploited',
    exploits: 'Exploits by',
    epss: 'EPSS',
    published: 'Published',
    references: 'References',
    fingerprint: 'Fingerprint',
  },

  gitlab: { layer: 'Layer', createdBy: 'Build instruction', status: 'Status' },
};
