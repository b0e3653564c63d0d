import type { ScanResult } from '#model';
import { bomDocument } from '../cyclonedx/document.ts';
import { bomXml } from '../cyclonedx/bom-xml.ts';
import type { RenderOptions } from '../render-options.ts';

/** A CycloneDX 1.6 document as XML: the same as in JSON. */
export function render(result: ScanResult, options: RenderOptions): Iterable<string> {
  return bomXml(bomDocument(result, options));
}
