import type { Distribution } from './distribution.ts';
import type { Finding, SuppressedFinding } from './finding.ts';
import type { LayerReference, Package } from './package.ts';
import type { Problem } from './problem.ts';

/** What was scanned. */
export interface Subject {
  /** The form it was read in: `docker`, `container`, `registry`, `archive`, `oci`, `dir`, `sbom`. */
  kind: string;
  /** As the user named it, credentials removed. */
  reference: string;
  /** Digest of the image manifest, where the source has one. */
  digest?: string;
  /** Digest of the image configuration (Docker's image id). */
  configDigest?: string;
  platform?: string;
  os?: Distribution;
  layers: SubjectLayer[];
  /** Sentences that the user should know: which engine was used, which platform was chosen, what was skipped. */
  notes: string[];
}

export interface SubjectLayer extends LayerReference {
  mediaType?: string;
  /** Bytes as stored (compressed), where known. */
  size?: number;
}

/** One source of vulnerability data that the verdict rests on. */
export interface DataSource {
  /** Such as `debian:12`. */
  shard: string;
  source: string;
  /** Records in the shard. */
  records: number;
  /** UTC, RFC 3339: when the data was imported, and the newest record in it where records carry a date. */
  imported: string;
  newest?: string;
  starter: boolean;
}

/** What no verdict was given on, and why. Never counted as clean. */
export interface NotChecked {
  /** What: `packages of debian 13`, `layer 3`. */
  what: string;
  why: string;
  count: number;
  /** Development or declared packages, which a gate does not look at, and so does not miss. */
  outsideGate?: true;
}

/** A package that a lower layer still holds and the finished image does not show: it ships with the image, out of sight. */
export interface MaskedPackage {
  package: Package;
  /** What hides it, one sentence that names both layers. */
  reason: string;
  /** The layer that removed or replaced it, where one layer can be named. */
  maskedBy?: LayerReference;
}

/** The answer of a gate. */
export interface Decision {
  /** The gates asked for, such as `fail-on high`; empty when none was. */
  gate: string[];
  answer: 'pass' | 'fail' | 'unknown' | 'not asked';
  reasons: string[];
}

/** Everything that one scan says: `--format json` is this, as it stands. */
export interface ScanResult {
  schemaVersion: '1';
  /** The scanner that made it. */
  tool: { name: 'seawall'; version: string };
  /** UTC, RFC 3339. */
  scannedAt: string;
  subject: Subject;
  complete: boolean;
  problems: Problem[];
  data: { sources: DataSource[]; starter: boolean };
  packages: Package[];
  masked: MaskedPackage[];
  findings: Finding[];
  suppressed: SuppressedFinding[];
  notChecked: NotChecked[];
  decision: Decision;
}
