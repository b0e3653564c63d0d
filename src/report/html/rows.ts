import { printable, type Finding, type Location, type Package, type SuppressedFinding } from '#model';
import { messages } from '../messages.en.ts';
import { subjectText } from '../subject-text.ts';
import { xmlText } from '../xml-text.ts';

const text = messages.html;

/** One line of a description list, absent without a value. */
function fact(name: string, html: string | undefined): string {
  return html === undefined || html === '' ? '' : `<dt>${name}</dt><dd>${html}</dd>`;
}

/** A finding: severity, id and title, package, fix; the evidence opens below. */
export function findingRow(finding: Finding): string {
  const { ruleId, aliases, title, severity, package: item, location, fix, why, status, evidence, published } = finding;
  const { exploited, exploits, epss } = finding;
  const places = location === undefined ? (item?.locations ?? []) : [location];
  const subject = subjectText(finding);
  const notes = [
    ...(item?.scope === 'declared' ? [messages.declared] : []),
    ...(item?.dev === true ? [messages.development] : []),
  ];
  const details = [
    fact(text.why, xmlText(why)),
    fact(text.fix, fix === undefined ? undefined : xmlText(fix.advice ?? fix.version)),
    fact(text.status, messages.status[status]),
    fact(text.exploited, exploited && xmlText(messages.exploitedSince(exploited.since, exploited.source))),
    fact(text.exploits, xmlText(exploits?.join(', ') ?? '')),
    fact(text.epss, epss && xmlText([messages.epss(epss.score), epss.date].filter(Boolean).join(', '))),
    fact(text.vex, vexText(evidence.vex)),
    fact(text.severity, xmlText([severity.level, severity.source, severity.vector].filter(Boolean).join(', '))),
    fact(text.aliases, xmlText(aliases.join(', '))),
    fact(text.range, xmlText([evidence.range, evidence.source, evidence.advisory].filter(Boolean).join(', '))),
    fact(text.places, places.map(placeText).join('<br>')),
    fact(text.published, xmlText(published?.slice(0, 10) ?? '')),
    fact(text.references, finding.references.map(link).join('<br>')),
    fact(text.fingerprint, `<code>${xmlText(finding.id)}</code>`),
  ].join('');
  const label = messages.severity[severity.level];
  const words = searchable([ruleId, ...aliases, title, subject, ...places.map(({ path }) => path)]);
  const fixed = fix === undefined ? messages.status[status] : xmlText(fix.version);
  return (
    `<tr data-level="${severity.level}" data-fix="${fix === undefined ? 0 : 1}" data-text="${words}">` +
    `<td class="${severity.level}">${label}</td>` +
    `<td><details><summary>${xmlText(ruleId)} ${xmlText(title)}</summary><dl>${details}</dl></details></td>` +
    `<td>${xmlText(subject)}${notes.map((note) => `<br><span class="note">${note}</span>`).join('')}</td>` +
    `<td>${fixed}</td></tr>\n`
  );
}

function vexText(vex: Finding['evidence']['vex']): string | undefined {
  if (vex === undefined) return undefined;
  return xmlText([vex.status, vex.justification, vex.detail, vex.author, vex.source].filter(Boolean).join(', '));
}

/** A package: name, version, type, licences, where it was found. */
export function packageRow({ name, version, type, licences, locations, scope, dev }: Package): string {
  const notes = [...(scope === 'declared' ? [messages.declared] : []), ...(dev === true ? [messages.development] : [])];
  const [first, ...rest] = locations;
  const place =
    first === undefined ? '' : placeText(first) + xmlText(rest.length === 0 ? '' : messages.morePlaces(rest.length));
  const words = searchable([name, version, type, ...licences, first?.path ?? '']);
  return (
    `<tr data-text="${words}"><td>${xmlText(name)}</td><td>${xmlText(version)}</td><td>${type}</td>` +
    `<td>${xmlText(licences.join(', '))}</td><td>${[place, ...notes].filter(Boolean).join('<br>')}</td></tr>\n`
  );
}

/** A finding that is hidden, with the reason. */
export function suppressedRow({ finding, reason, who, expiry, source }: SuppressedFinding): string {
  const { ruleId, severity } = finding;
  const subject = subjectText(finding);
  const notes = [
    reason,
    ...(who === undefined ? [] : [messages.suppressedBy(who)]),
    ...(expiry === undefined ? [] : [messages.until(expiry)]),
    ...(source === undefined ? [] : [messages.writtenAt(source)]),
  ];
  const words = searchable([ruleId, subject, reason]);
  return (
    `<tr data-text="${words}"><td class="${severity.level}">${messages.severity[severity.level]}</td>` +
    `<td>${xmlText(ruleId)}</td><td>${xmlText(subject)}</td><td>${xmlText(notes.join(', '))}</td></tr>\n`
  );
}

function placeText({ path, layer }: Location): string {
  const where = layer === undefined ? '' : `, ${messages.layer(layer.index)}`;
  return `<code>${xmlText(path)}</code>${xmlText(where)}`;
}

/** Only the web is linked: a reference is somebody else's text. */
function link(reference: string): string {
  const shown = xmlText(printable(reference));
  if (!/^https?:\/\//.test(reference) || !URL.canParse(reference)) return shown;
  return `<a href="${xmlText(new URL(reference).href)}" rel="noreferrer noopener">${shown}</a>`;
}

function searchable(parts: readonly string[]): string {
  return xmlText(parts.join(' ').toLowerCase());
}
