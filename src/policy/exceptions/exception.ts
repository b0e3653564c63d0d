import type { FindingKind, PurlParts } from '#model';
import type { Glob } from './glob.ts';

/** Somebody's decision that a finding shall not count: what, why, who, until when, and where it holds. */
export interface Exception {
  /** CVE, GHSA or any other name of the vulnerability, a rule, or the fingerprint of one finding. */
  id: string;
  /** Absent: findings of every kind. */
  kind?: FindingKind;
  reason: string;
  owner?: string;
  /** UTC date, `YYYY-MM-DD`: from that day on it hides nothing. */
  expires?: string;
  scope: ExceptionScope;
  /** Where it is written, for people: `.trivyignore:3`. */
  source: string;
}

/** Where an exception holds. What is absent narrows nothing; each of what is present must hold. */
export interface ExceptionScope {
  packages?: readonly PackagePattern[];
  /** For every place of a finding, one of these. */
  paths?: readonly Glob[];
  images?: readonly Glob[];
}

/** A package by its purl, or by its own or its source's name; without a version, all of them. */
export type PackagePattern = { purl: PurlParts } | { name: string; version?: string };
