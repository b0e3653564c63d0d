import type { Package } from '#model';
import { spdxExpression } from '../sbom/spdx-expression.ts';
import { elementId } from './element-id.ts';

/** An entry of `hasExtractedLicensingInfos`: a licence that is on no list, with the text that names it. */
export interface ExtractedLicence {
  licenseId: string;
  extractedText: string;
  name: string;
}

/**
 * The licences of a package as one expression: they apply together. What is no SPDX expression becomes a `LicenseRef-`
 * of its text. Source: SPDX 2.3, section 10 and annex D.
 */
export function declaredLicence(licences: readonly string[]): string {
  const parts = [...new Set(licences.map((text) => text.trim()))].filter((text) => text !== '').map(asExpression);
  const joined = [...new Set(parts)].map((part) => (parts.length > 1 && / OR /.test(part) ? `(${part})` : part));
  return joined.length === 0 ? 'NOASSERTION' : joined.join(' AND ');
}

/** Every licence that the expressions of these packages name and no list has, once. */
export function extractedLicences(packages: readonly Package[]): ExtractedLicence[] {
  const found = new Map<string, ExtractedLicence>();
  for (const text of new Set(packages.flatMap(({ licences }) => licences))) {
    const trimmed = text.trim();
    if (trimmed === '') continue;
    const expression = asExpression(trimmed);
    for (const licenseId of expression.match(/\bLicenseRef-[A-Za-z0-9.-]+/g) ?? []) {
      const extractedText = licenseId === expression ? trimmed : licenseId;
      found.set(licenseId, { licenseId, extractedText, name: extractedText.slice(0, 200) });
    }
  }
  return [...found.values()];
}

/** A licence of another document cannot be named here: such an expression is a text like any other. */
function asExpression(text: string): string {
  const expression = text.includes('DocumentRef-') ? undefined : spdxExpression(text);
  return expression ?? elementId('LicenseRef', text);
}
