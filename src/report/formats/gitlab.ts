import type { Distribution, Finding, ScanResult, SeverityLevel } from '#model';
import { jsonText, LazyArray } from '../json-text.ts';
import { messages } from '../messages.en.ts';
import type { RenderOptions } from '../render-options.ts';
import { shownFindings } from '../shown-findings.ts';
import { subjectText } from '../subject-text.ts';

const schemaVersion = '15.0.7';

/** A container scanning report as GitLab takes it, schema 15.0.7 of its security report schemas. */
export function render(result: ScanResult, options: RenderOptions): Iterable<string> {
  const system = systemName(result.subject.os);
  const findings = shownFindings(result.findings, options);
  return jsonText({
    version: schemaVersion,
    scan: scanFacts(result),
    vulnerabilities: new LazyArray(function* () {
      for (const finding of findings) yield vulnerability(finding, result.subject.reference, system);
    }),
  });
}

function scanFacts(result: ScanResult): object {
  const tool = { id: 'seawall', name: 'Seawall', version: result.tool.version, vendor: { name: 'Seawall' } };
  // The schema wants UTC without a zone.
  const time = result.scannedAt.slice(0, 19);
  const fatal = result.problems.some((problem) => problem.fatal === true);
  return {
    type: 'container_scanning',
    analyzer: tool,
    scanner: tool,
    start_time: time,
    end_time: time,
    status: fatal ? 'failure' : 'success',
    messages: [
      ...result.problems.map((problem) =>
        message(problem.fatal === true ? 'fatal' : 'warn', `${problem.where}: ${problem.what}`),
      ),
      ...result.notChecked.map((entry) => message('warn', messages.notCheckedLine(entry))),
      ...(result.data.starter ? [message('warn', messages.starter)] : []),
      ...result.data.sources.map((source) => message('info', messages.imported(source))),
    ],
  };
}

function message(level: 'info' | 'warn' | 'fatal', value: string): object {
  return { level, value };
}

const severityOf: Record<SeverityLevel, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  negligible: 'Info',
  unknown: 'Unknown',
};

function vulnerability(finding: Finding, image: string, system: string): object {
  const { id, title, why, severity, fix, package: item, location } = finding;
  const layer = (location ?? item?.locations[0])?.layer;
  const links = finding.references.filter(isWebAddress).map((url) => ({ url }));
  return {
    id,
    name: title.slice(0, 255),
    description: why,
    severity: severityOf[severity.level],
    solution: fix?.advice?.slice(0, 7000),
    identifiers: [finding.ruleId, ...finding.aliases].map(identifier),
    cvss_vectors: cvssVectors(finding),
    links: links.length === 0 ? undefined : links,
    details: details({ layer: layer?.digest ?? layer?.diffId, createdBy: layer?.createdBy, status: finding.status }),
    location: {
      dependency: { package: { name: item?.name ?? subjectText(finding) }, version: item?.version ?? '' },
      operating_system: system,
      image,
    },
  };
}

function identifier(id: string): object {
  const [, type = 'seawall'] = /^(CVE|GHSA)-/.exec(id) ?? [];
  return { type: type.toLowerCase(), name: id, value: id, url: pageOf(id, type) };
}

function pageOf(id: string, type: string): string | undefined {
  if (type === 'CVE') return `https://www.cve.org/CVERecord?id=${encodeURIComponent(id)}`;
  return type === 'GHSA' ? `https://github.com/advisories/${encodeURIComponent(id)}` : undefined;
}

const metrics = [
  'AV:[NALP]|AC:[LH]|PR:[NLH]|UI:[NR]|S:[UC]|[CIA]:[NLH]|E:[XUPFH]|RL:[XOTWU]|RC:[XURC]|[CIA]R:[XLMH]',
  'MAV:[XNALP]|MAC:[XLH]|MPR:[XNLH]|MUI:[XNR]|MS:[XUC]|M[CIA]:[XNLH]',
].join('|');
const vectorForm = new RegExp(`^CVSS:3\\.[01](?:/(?:${metrics})){5,}$`);
const maxVector = 128;

/** The schema knows CVSS 2 and 3 only, by their metrics: GitLab refuses the whole report for one that it does not. */
function cvssVectors({ severity: { vector, source } }: Finding): object[] | undefined {
  return vector !== undefined && vector.length <= maxVector && vectorForm.test(vector)
    ? [{ vendor: source ?? 'unknown', vector }]
    : undefined;
}

function details(texts: Record<string, string | undefined>): object {
  const present = Object.entries(texts).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [[name, { name: messages.gitlab[name as keyof typeof messages.gitlab], type: 'text', value }]],
  );
  return Object.fromEntries(present);
}

function systemName(os: Distribution | undefined): string {
  return os === undefined ? messages.unknownSystem : [os.id, os.versionId].filter(Boolean).join(':');
}

function isWebAddress(reference: string): boolean {
  return /^https?:\/\//.test(reference) && URL.canParse(reference);
}
