import type { ScanResult } from '#model';
import { bomDocument } from '../cyclonedx/document.ts';
import { xmlText } from '../cyclonedx/xml-text.ts';
import type { RenderOptions } from '../render-options.ts';

/** A CycloneDX 1.6 document as XML: the same as in JSON. */
export function render(result: ScanResult, options: RenderOptions): Iterable<string> {
  return xmlText(bomDocument(result, options));
}
