import type { FindingKind } from './fingerprint.ts';
import type { Location, Package } from './package.ts';
import type { Severity } from './severity.ts';

/** Where the vendor stands on a vulnerability of this package. */
export type FindingStatus =
  | 'affected'
  | 'fixed'
  | 'will not fix'
  | 'deferred'
  | 'end of life'
  | 'under investigation'
  | 'not affected';

/** The package that a finding is about, reduced to what names it. */
export interface FindingPackage extends Pick<
  Package,
  'name' | 'version' | 'purl' | 'type' | 'locations' | 'source' | 'scope' | 'dev'
> {}

/** How likely a vulnerability is to be exploited in the next 30 days. Source: FIRST, EPSS. */
export interface Epss {
  /** Probability, 0 to 1. */
  score: number;
  /** Share of all vulnerabilities that score no higher, 0 to 1. */
  percentile?: number;
  /** UTC date of the score. */
  date?: string;
}

/** One thing found: what, why it matters here, evidence, fix. */
export interface Finding {
  /** Fingerprint, see `fingerprint()`. */
  id: string;
  kind: FindingKind;
  /** CVE, else the distribution's id, else GHSA, else our rule id. */
  ruleId: string;
  aliases: string[];
  title: string;
  severity: Severity;
  package?: FindingPackage;
  location?: Location;
  /** Lowest version of the package that has the fix, and the sentence that tells what to do. */
  fix?: { version: string; advice?: string };
  status: FindingStatus;
  /** Why it matters here, one sentence: `openssl 3.0.11-1 is older than the fixed version 3.0.14-1~deb12u1`. */
  why: string;
  evidence: FindingEvidence;
  references: string[];
  /** UTC, RFC 3339. */
  published?: string;
  /** Known to be exploited: since which UTC date it is listed, and where. */
  exploited?: { since: string; source: string };
  /** Where code that exploits it is published, such as `Metasploit`. */
  exploits?: string[];
  epss?: Epss;
}

/** What the verdict rests on. */
export interface FindingEvidence {
  /** Source of the advisory, such as `debian`, and its own id there. */
  source?: string;
  advisory?: string;
  /** The name and version that were compared: source or binary package. */
  matchedName?: string;
  matchedVersion?: string;
  /** The affected range in words, such as `< 3.0.14-1~deb12u1`. */
  range?: string;
  /** The vendor's own state where it has one, such as `no-dsa` or `postponed`. */
  vendorState?: string;
  /** What a VEX statement says of it. */
  vex?: VexVerdict;
}

/** The status labels of VEX. Source: CISA, "Minimum Requirements for VEX". */
export const vexStatuses = ['affected', 'not_affected', 'fixed', 'under_investigation'] as const;
export type VexStatus = (typeof vexStatuses)[number];

/** A statement of a VEX document. */
export interface VexVerdict {
  status: VexStatus;
  /** The document and the place in it. */
  source: string;
  /** Who made the document. */
  author?: string;
  /** Why it is not affected, as the form words it: `vulnerable_code_not_present`. */
  justification?: string;
  /** The same in a sentence, or what to do. */
  detail?: string;
  /** RFC 3339, as the document writes it. */
  timestamp?: string;
}

/** A finding that is hidden, with the reason. */
export interface SuppressedFinding {
  finding: Finding;
  reason: string;
  who?: string;
  /** UTC date, `YYYY-MM-DD`: from that day on it is not hidden any more. */
  expiry?: string;
  /** Where it is written that it is hidden: file and line, or statement. */
  source?: string;
}
