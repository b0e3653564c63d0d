import type { ScanResult } from '#model';
import { bomDocument } from '../cyclonedx/document.ts';
import { jsonText } from '../json-text.ts';
import type { RenderOptions } from '../render-options.ts';

/** A CycloneDX 1.6 document as JSON. */
export function render(result: ScanResult, options: RenderOptions): Iterable<string> {
  return jsonText(bomDocument(result, options));
}
