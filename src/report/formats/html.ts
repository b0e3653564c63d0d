import { createHash } from 'node:crypto';
import { compareSeverity, severities, type Finding, type ScanResult, type SeverityLevel } from '#model';
import { chunked } from '../chunked.ts';
import { findingRow, packageRow, suppressedRow } from '../html/rows.ts';
import { script } from '../html/script.ts';
import { style } from '../html/style.ts';
import { messages } from '../messages.en.ts';
import type { RenderOptions } from '../render-options.ts';
import { isShown, shownFindings } from '../shown-findings.ts';
import { xmlText } from '../xml-text.ts';

const text = messages.html;

/** One self-contained page: everything is in the file, nothing is fetched, filters work without a server. */
export function render(result: ScanResult, options: RenderOptions): Iterable<string> {
  return chunked(page(result, options));
}

function* page(result: ScanResult, options: RenderOptions): Generator<string> {
  yield head(result);
  yield* opening(result);
  const findings = shownFindings(result.findings, options);
  yield filters(findings);
  yield* table(text.findings, findings.length, text.findingColumns, sorted(findings), findingRow);
  yield* list(messages.notCheckedHeading(result.notChecked.length), result.notChecked, messages.notCheckedLine);
  const { problems } = result;
  yield* list(messages.problemsHeading(problems.length), problems, ({ where, what }) => `${where}: ${what}`);
  const suppressed = result.suppressed.filter(({ finding }) => isShown(finding, options));
  yield* table(text.suppressed, suppressed.length, text.suppressedColumns, suppressed, suppressedRow);
  yield* table(text.packages, result.packages.length, text.packageColumns, result.packages, packageRow);
  yield `<script>${script}</script>\n</body>\n</html>\n`;
}

/** The policy lets nothing run but the one script, whatever the names in the result may hold. */
function head({ subject }: ScanResult): string {
  const allowed = `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src ${allowed}; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n',
    `<title>${xmlText(text.title(subject.reference))}</title>\n<style>${style}</style>\n</head>\n<body>\n`,
  ].join('');
}

function* opening({ subject, decision, complete, scannedAt, tool, data }: ScanResult): Generator<string> {
  const { os } = subject;
  const system =
    os === undefined ? messages.unknownSystem : (os.name ?? [os.id, os.versionId].filter(Boolean).join(' '));
  const facts = [system, subject.platform, subject.digest ?? subject.configDigest].filter((fact) => fact !== undefined);
  yield `<h1>${xmlText(subject.reference)}</h1>\n<p class="facts">${facts.map(xmlText).join(' · ')}</p>\n`;
  yield `<p class="facts">${xmlText(text.scanned(scannedAt, tool.version))}</p>\n`;
  for (const note of subject.notes) yield `<p class="note">${xmlText(note)}</p>\n`;
  const answer = `${messages.gate(decision.gate)}: ${messages.answer[decision.answer]}`;
  yield `<p class="answer ${decision.answer.replace(' ', '-')}">${xmlText(answer)}</p>\n`;
  for (const reason of decision.reasons) yield `<p>${xmlText(reason)}</p>\n`;
  if (!complete) yield `<p class="warn">${messages.incompleteAbove}</p>\n`;
  if (data.starter) yield `<p class="warn">${xmlText(messages.starter)}</p>\n`;
  if (data.sources.length === 0) yield `<p class="warn">${messages.notMatched}</p>\n`;
  for (const { shard, source, newest, imported } of data.sources)
    yield `<p class="note">${xmlText(text.source(shard, source, (newest ?? imported).slice(0, 10)))}</p>\n`;
}

function filters(findings: readonly Finding[]): string {
  const counts = new Map<SeverityLevel, number>();
  for (const { severity } of findings) counts.set(severity.level, (counts.get(severity.level) ?? 0) + 1);
  const boxes = severities
    .filter((level) => counts.has(level))
    .map((level) => {
      const label = messages.severityCount(level, counts.get(level) ?? 0);
      return `<label class="${level}"><input type="checkbox" name="level" value="${level}" checked> ${label}</label>`;
    });
  return [
    `<form hidden><input type="search" name="text" placeholder="${text.search}" aria-label="${text.search}">\n`,
    ...boxes,
    `\n<label><input type="checkbox" name="fixable"> ${text.fixable}</label>`,
    ` <span><output id="shown"></output> ${text.shown}</span></form>\n`,
  ].join('');
}

function sorted(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => compareSeverity(a.severity.level, b.severity.level));
}

function* table<Row>(
  title: string,
  count: number,
  columns: readonly string[],
  rows: Iterable<Row>,
  write: (row: Row) => string,
): Generator<string> {
  if (count === 0) return;
  const cells = columns.map((column) => `<th scope="col">${column}</th>`).join('');
  yield `<h2>${title} (${count})</h2>\n<table>\n<thead><tr>${cells}</tr></thead>\n<tbody>\n`;
  for (const row of rows) yield write(row);
  yield '</tbody>\n</table>\n';
}

function* list<Item>(title: string, items: readonly Item[], write: (item: Item) => string): Generator<string> {
  if (items.length === 0) return;
  yield `<h2 class="warn">${title}</h2>\n<ul>\n`;
  for (const item of items) yield `<li>${xmlText(write(item))}</li>\n`;
  yield '</ul>\n';
}
