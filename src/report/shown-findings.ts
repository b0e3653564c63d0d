import type { Finding } from '#model';
import type { RenderOptions } from './render-options.ts';

/** Whether a finding is to be shown: `--severity` and `--only-fixable`, the same in every format. */
export function isShown(finding: Finding, options: Pick<RenderOptions, 'severities' | 'fixableOnly'>): boolean {
  if (options.severities !== undefined && !options.severities.includes(finding.severity.level)) return false;
  return options.fixableOnly !== true || finding.kind !== 'vulnerability' || finding.fix !== undefined;
}

/** The findings to show, in their order. */
export function shownFindings(
  findings: readonly Finding[],
  options: Pick<RenderOptions, 'severities' | 'fixableOnly'>,
): readonly Finding[] {
  const all = options.severities === undefined && options.fixableOnly !== true;
  return all ? findings : findings.filter((finding) => isShown(finding, options));
}
