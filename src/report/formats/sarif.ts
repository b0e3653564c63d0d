import type { Finding, ScanResult } from '#model';
import { jsonText, LazyArray } from '../json-text.ts';
import { messages } from '../messages.en.ts';
import type { RenderOptions } from '../render-options.ts';
import { imageRoot, sarifResult } from '../sarif/results.ts';
import { collectRules, ruleDescriptor } from '../sarif/rules.ts';
import { isShown, shownFindings } from '../shown-findings.ts';

/** A SARIF 2.1.0 log with one run. Suppressed findings are in it, marked; problems are notifications of the run. */
export function render(result: ScanResult, options: RenderOptions): Iterable<string> {
  const findings = shownFindings(result.findings, options);
  const suppressed = result.suppressed.filter(({ finding }) => isShown(finding, options));
  const rules = collectRules(all(findings, suppressed));
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Seawall',
            version: result.tool.version,
            semanticVersion: result.tool.version,
            rules: new LazyArray(function* () {
              for (const [id, facts] of rules) yield ruleDescriptor(id, facts);
            }),
            notifications: notificationKinds,
          },
        },
        invocations: [invocation(result)],
        originalUriBaseIds: { [imageRoot]: { description: { text: messages.sarif.imageRoot } } },
        results: new LazyArray(function* () {
          for (const finding of findings) yield sarifResult(finding, rules);
          for (const { finding, ...why } of suppressed) yield sarifResult(finding, rules, why);
        }),
        properties: runProperties(result),
      },
    ],
  });
}

function* all(findings: Iterable<Finding>, suppressed: ScanResult['suppressed']): Generator<Finding> {
  yield* findings;
  for (const { finding } of suppressed) yield finding;
}

const notificationKinds = [
  { id: 'problem', shortDescription: { text: messages.sarif.problemKind } },
  { id: 'not-checked', shortDescription: { text: messages.sarif.notCheckedKind } },
];

/** A run without what no verdict is possible without was not successful; a broken file or missing data is a warning. */
function invocation(result: ScanResult): object {
  const problems = result.problems.map(({ where, what, fatal }) =>
    notification(0, `${where}: ${what}`, fatal === true ? 'error' : 'warning'),
  );
  const unchecked = result.notChecked.map((entry) => notification(1, messages.notCheckedLine(entry), 'warning'));
  const starter = result.data.starter ? [notification(1, messages.starter, 'warning')] : [];
  return {
    executionSuccessful: !result.problems.some(({ fatal }) => fatal === true),
    endTimeUtc: result.scannedAt,
    toolExecutionNotifications: [...problems, ...unchecked, ...starter],
  };
}

function notification(kind: 0 | 1, text: string, level: 'error' | 'warning'): object {
  return { descriptor: { id: notificationKinds[kind]?.id, index: kind }, level, message: { text } };
}

function runProperties({ subject, data, complete, decision }: ScanResult): object {
  const { kind, reference, digest, configDigest, platform } = subject;
  return { subject: { kind, reference, digest, configDigest, platform }, complete, data, decision };
}
