import type { PurlParts, VexVerdict } from '#model';

/** What a VEX document says about one vulnerability in some products. */
export interface VexStatement extends VexVerdict {
  /** Every name of the vulnerability, in lower case. */
  names: readonly string[];
  products: readonly VexProduct[];
  /** The vendor will publish no fix. */
  willNotFix?: true;
}

/** A thing that a statement is about. */
export interface VexProduct {
  purl?: PurlParts;
  /** Digest of an image, `sha256:…`. */
  digest?: string;
  /** The parts of it that the statement is about; absent: the thing itself. */
  parts?: readonly VexProduct[];
  /** The distribution that it belongs to, where the document says that by a CPE. */
  platform?: { id: string; release: string };
}

/** A document as far as it was understood. */
export interface VexDocument {
  statements: VexStatement[];
  /** What was left out, one line each, with its place. */
  problems: string[];
}

/** More statements than any vendor has in one document. */
export const maxStatements = 500_000;
