import type { Finding } from '#model';
import { webLinks } from '../sbom/web-links.ts';

/**
 * A finding as SPDX 2.3 can say it: a link to its advisory with a comment; a text where it has no link.
 * Source: SPDX 2.3, annexes F.2 ("advisory") and K.
 */
export function advisoryReference(finding: Finding): { reference?: object; text?: string } {
  const text = commentOf(finding);
  const [link] = webLinks(finding.references);
  if (link === undefined) return { text };
  return {
    reference: {
      referenceCategory: 'SECURITY',
      referenceType: 'advisory',
      referenceLocator: link,
      comment: text,
    },
  };
}

function commentOf({ ruleId, severity, title, fix, status, published }: Finding): string {
  return [
    `${ruleId}, ${severity.level}`,
    ...(title === '' ? [] : [title]),
    fix === undefined ? status : `fixed in ${fix.version}`,
    ...(published === undefined ? [] : [`published ${published}`]),
  ].join('; ');
}
