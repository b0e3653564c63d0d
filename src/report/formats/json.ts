import type { ScanResult } from '#model';
import { jsonText } from '../json-text.ts';
import type { RenderOptions } from '../render-options.ts';
import { shownFindings } from '../shown-findings.ts';

/** The result as it stands, as `schemas/scan-result.schema.json` describes it. */
export function render(result: ScanResult, options: RenderOptions): Iterable<string> {
  return jsonText({ ...result, findings: shownFindings(result.findings, options) });
}
