import { printable, severities, type DataSource, type ScanResult } from '#model';
import { subjectText } from '../subject-text.ts';
import { messages } from '../messages.en.ts';
import type { RenderOptions } from '../render-options.ts';
import { ageInWords } from './age.ts';
import { cut, displayWidth, wrap } from './display-width.ts';
import type { Paint } from './paint.ts';

/** Entries of a list that a table shows before it points to JSON. */
const listed = 10;

/** The end of a table, where a terminal stands when it is done: what is missing, the counts, the data, the gate. */
export function* closing(result: ScanResult, shown: number, options: RenderOptions, paint: Paint): Generator<string> {
  const { width } = options;
  const masked = result.masked.map(({ package: { name, version }, reason }) => `${name} ${version}: ${reason}`);
  if (options.showSuppressed === true) yield* suppressedLines(result, width, paint);
  yield* section(messages.maskedHeading(masked.length), masked, width, paint.strong);
  const unchecked = result.notChecked.map(messages.notCheckedLine);
  const count = result.notChecked.reduce((sum, entry) => sum + entry.count, 0);
  yield* section(messages.notCheckedHeading(count), unchecked, width, paint.warning);
  const problems = result.problems.map(({ where, what, fatal }) =>
    fatal === true ? `${where}: ${what} (${messages.fatal})` : `${where}: ${what}`,
  );
  yield* section(messages.problemsHeading(problems.length), problems, width, paint.bad);
  yield '';
  yield* summaryLines(result, shown, masked.length, width, paint);
  yield* dataLines(result, width, paint);
  yield* decisionLines(result, width, paint);
}

function* section(
  heading: string,
  entries: readonly string[],
  width: number,
  style: (text: string) => string,
): Generator<string> {
  if (entries.length === 0) return;
  yield '';
  yield style(heading);
  for (const entry of entries.slice(0, listed)) yield* hanging(printable(entry), width);
  if (entries.length > listed) yield `  ${messages.more(entries.length - listed)}`;
}

function* suppressedLines({ suppressed }: ScanResult, width: number, paint: Paint): Generator<string> {
  const entries = suppressed.map(({ finding, reason, who, expiry, source }) => {
    const about = [
      reason,
      ...(who === undefined ? [] : [messages.suppressedBy(who)]),
      ...(expiry === undefined ? [] : [messages.until(expiry)]),
    ];
    const written = source === undefined ? '' : ` ${messages.writtenAt(source)}`;
    return `${finding.ruleId} ${finding.package?.name ?? subjectText(finding)}: ${about.join(', ')}${written}`;
  });
  yield* section(messages.suppressedHeading(suppressed.length), entries, width, paint.strong);
}

/** An entry of a list: two columns in, what follows the first line four. */
function* hanging(text: string, width: number): Generator<string> {
  const [first = '', ...rest] = wrap(text, width - 4);
  yield `  ${first}`;
  for (const line of rest.slice(0, 3)) yield `    ${line}`;
  if (rest.length > 3) yield `    ${cut('…', width)}`;
}

function* summaryLines(
  result: ScanResult,
  shown: number,
  masked: number,
  width: number,
  paint: Paint,
): Generator<string> {
  const { findings, suppressed, notChecked, problems } = result;
  const unchecked = notChecked.reduce((sum, entry) => sum + entry.count, 0);
  if (findings.length === 0) yield* nothingFound(result, width, paint);
  else yield* countLines(result, width, paint);
  const rest = [
    ...(shown < findings.length ? [messages.hidden(findings.length - shown)] : []),
    ...(suppressed.length > 0 ? [messages.suppressed(suppressed.length)] : []),
    ...(masked > 0 ? [messages.masked(masked)] : []),
    ...(unchecked > 0 ? [paint.warning(messages.notChecked(unchecked))] : []),
    ...(problems.length > 0 ? [paint.bad(messages.unread(problems.length))] : []),
  ];
  yield* joined(rest, width);
}

/** Never "0 findings" when something was not looked at. */
function* nothingFound(result: ScanResult, width: number, paint: Paint): Generator<string> {
  const whole = result.complete && result.problems.length === 0 && result.notChecked.length === 0;
  if (result.data.sources.length === 0) yield* wrap(messages.notMatched, width).map(paint.warning);
  else if (!whole || result.data.starter) yield* wrap(messages.nothingFoundPartly, width).map(paint.warning);
  else yield* wrap(messages.nothingFound(result.packages.length), width).map(paint.good);
}

function* countLines({ findings, packages: all }: ScanResult, width: number, paint: Paint): Generator<string> {
  const base = new Set(all.filter((item) => item.base === true).map(({ purl }) => purl));
  const counts = new Map(severities.map((level) => [level, 0]));
  const ids = new Set<string>();
  const packages = new Set<string>();
  let fixable = 0;
  let fromBase = 0;
  for (const { severity, ruleId, package: item, fix } of findings) {
    counts.set(severity.level, (counts.get(severity.level) ?? 0) + 1);
    ids.add(ruleId);
    if (item !== undefined) packages.add(item.purl);
    if (item !== undefined && base.has(item.purl)) fromBase += 1;
    if (fix !== undefined) fixable += 1;
  }
  const levels = [...counts].filter(([, count]) => count > 0);
  const painted = levels.map(([level, count]) => paint.level(level, messages.severityCount(level, count)));
  const [first = '', ...rest] = painted;
  yield* joined([`${paint.strong(messages.findings(findings.length))}: ${first}`, ...rest], width, ', ');
  const facts = [messages.distinct(ids.size, packages.size), messages.haveFix(fixable)];
  yield* joined(fromBase === 0 ? facts : [...facts, messages.fromBase(fromBase)], width);
}

/** Parts side by side, in as many lines as they need; a part is never broken. */
function* joined(parts: readonly string[], width: number, separator = ' · '): Generator<string> {
  let line = '';
  for (const part of parts) {
    const next = line === '' ? part : line + separator + part;
    if (paintedWidth(next + separator.trimEnd()) <= width || line === '') line = next;
    else {
      yield line + separator.trimEnd();
      line = part;
    }
  }
  if (line !== '') yield line;
}

/** Columns of a text that was painted: the colours take none. */
function paintedWidth(text: string): number {
  return displayWidth(text.replaceAll(/\u001b\[[\d;]*m/g, ''));
}

function* dataLines({ data, scannedAt }: ScanResult, width: number, paint: Paint): Generator<string> {
  if (data.starter) yield* wrap(messages.starter, width).map(paint.warning);
  if (data.sources.length === 0) yield messages.data + messages.noData;
  let label = messages.data;
  for (const source of data.sources.slice(0, listed)) {
    for (const line of wrap(printable(sourceText(source, scannedAt)), width - label.length)) {
      yield paint.faint(label + line);
      label = ' '.repeat(label.length);
    }
  }
  if (data.sources.length > listed) yield label + messages.more(data.sources.length - listed);
}

function sourceText({ shard, source, imported, newest, starter }: DataSource, now: string): string {
  return [
    messages.dataLine(shard, source, ageInWords(imported, now)),
    ...(newest === undefined ? [] : [messages.newest(ageInWords(newest, now))]),
    ...(starter ? [messages.starterMark] : []),
  ].join(', ');
}

function* decisionLines({ decision }: ScanResult, width: number, paint: Paint): Generator<string> {
  const { gate, answer, reasons } = decision;
  const style = { pass: paint.good, fail: paint.bad, unknown: paint.warning, 'not asked': paint.faint }[answer];
  yield '';
  yield `${paint.strong(printable(messages.gate(gate)))}: ${style(messages.answer[answer])}`;
  for (const reason of reasons.slice(0, listed)) yield* hanging(printable(reason), width);
  if (reasons.length > listed) yield `  ${messages.more(reasons.length - listed)}`;
}
