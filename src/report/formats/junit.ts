import type { Finding, ScanResult } from '#model';
import { chunked } from '../chunked.ts';
import { messages } from '../messages.en.ts';
import type { RenderOptions } from '../render-options.ts';
import { isShown, shownFindings } from '../shown-findings.ts';
import { subjectText } from '../subject-text.ts';
import { xmlText } from '../xml-text.ts';

/**
 * JUnit XML, as CI systems read it: every finding is a failed case, what was not checked and what is suppressed is a skipped
 * one with the reason, and what could not be read is an error. A subject without any has one case, which passed.
 */
export function render(result: ScanResult, options: RenderOptions): Iterable<string> {
  return chunked(document(result, options));
}

function* document(result: ScanResult, options: RenderOptions): Generator<string> {
  const findings = shownFindings(result.findings, options);
  const suppressed = result.suppressed.filter(({ finding }) => isShown(finding, options));
  const { problems, subject } = result;
  const notChecked = [
    ...result.notChecked.map((entry) => messages.notCheckedLine(entry)),
    ...(result.data.starter ? [messages.starter] : []),
  ];
  const skipped = suppressed.length + notChecked.length;
  const cases = findings.length + problems.length + skipped;
  const passed = cases === 0 ? 1 : 0;
  const counts = `tests="${cases + passed}" failures="${findings.length}" errors="${problems.length}" skipped="${skipped}"`;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Seawall" ${counts}>\n`;
  const time = result.scannedAt.slice(0, 19);
  yield `  <testsuite name="${xmlText(subject.reference)}" ${counts} time="0" timestamp="${time}">\n`;
  yield* dataProperties(result);
  for (const finding of findings) yield testCase(finding, failure(finding));
  for (const { finding, reason } of suppressed) yield testCase(finding, `<skipped message="${xmlText(reason)}"/>`);
  for (const line of notChecked) yield plainCase(messages.junit.notChecked, line, 'skipped');
  for (const { where, what } of problems) yield plainCase(messages.junit.unread, `${where}: ${what}`, 'error');
  if (passed > 0) yield `    <testcase classname="Seawall" name="${xmlText(messages.junit.passed)}" time="0"/>\n`;
  yield '  </testsuite>\n</testsuites>\n';
}

/** How old the data is that the result rests on. */
function* dataProperties({ data }: ScanResult): Generator<string> {
  if (data.sources.length === 0) return;
  yield '    <properties>\n';
  for (const source of data.sources)
    yield `      <property name="${messages.junit.data}" value="${xmlText(messages.imported(source))}"/>\n`;
  yield '    </properties>\n';
}

function testCase(finding: Finding, outcome: string): string {
  const { ruleId, severity } = finding;
  const name = `${messages.severity[severity.level]} ${ruleId}`;
  return `    <testcase classname="${xmlText(subjectText(finding))}" name="${xmlText(name)}" time="0">${outcome}</testcase>\n`;
}

function failure(finding: Finding): string {
  const { title, severity, why, fix, package: item, location, references } = finding;
  const places = location === undefined ? (item?.locations ?? []) : [location];
  const lines = [
    why,
    ...(fix === undefined ? [] : [fix.advice ?? messages.junit.upgrade(fix.version)]),
    ...places.map(({ path }) => path),
    ...references,
  ];
  return `<failure message="${xmlText(title)}" type="${severity.level}">${lines.map(xmlText).join('\n')}</failure>`;
}

function plainCase(name: string, line: string, kind: 'skipped' | 'error'): string {
  const outcome = `<${kind} message="${xmlText(line)}"/>`;
  return `    <testcase classname="Seawall" name="${xmlText(name)}" time="0">${outcome}</testcase>\n`;
}
