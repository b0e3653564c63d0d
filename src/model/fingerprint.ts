import { createHash } from 'node:crypto';

/** What identifies a finding over time: never the image, its tag or a layer. */
export interface FingerprintInput {
  kind: FindingKind;
  /** Primary id: CVE, else distribution id, else GHSA, else our rule id. */
  ruleId: string;
  purl?: string;
  path?: string;
}

/** What sort of engine made a finding. */
export type FindingKind = 'vulnerability' | 'secret' | 'malware' | 'config' | 'license';

/** Stable id of a finding: hex SHA-256 over kind, rule, purl without version and qualifiers, and path. */
export function fingerprint(input: FingerprintInput): string {
  const parts = [input.kind, input.ruleId, input.purl === undefined ? '' : barePurl(input.purl), input.path ?? ''];
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}

/** A purl without version, qualifiers and subpath: `pkg:deb/debian/openssl`. */
export function barePurl(purl: string): string {
  const end = purl.search(/[?#]/);
  const base = end < 0 ? purl : purl.slice(0, end);
  const version = base.indexOf('@', base.lastIndexOf('/') + 1);
  return version < 0 ? base : base.slice(0, version);
}
