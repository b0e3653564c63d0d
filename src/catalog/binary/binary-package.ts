import { languagePurl } from '#model';
import type { CatalogedPackage } from '../facts.ts';
import { quoted } from '../problem-list.ts';

/** What names a program in the CPE dictionary of the NVD. */
export interface CpeName {
  vendor: string;
  product: string;
}

/**
 * Software that no package manager installed, as a package of purl type `generic`.
 * @param evidence what told the version, and where: hostile text, which is made fit for a message here
 */
export function binaryPackage(cpe: CpeName, version: string, evidence: string): CatalogedPackage {
  return {
    type: 'generic',
    name: cpe.product,
    version,
    purl: languagePurl('generic', cpe.product, version),
    licences: [],
    scope: 'installed',
    properties: { vendor: cpe.vendor, product: cpe.product, evidence: quoted(evidence, 120) },
  };
}
