import { z } from 'zod';
import { severities, vexStatuses } from '#model';
import { findingPackageSchema, locationSchema } from './package.ts';

const severitySchema = z
  .object({
    level: z.enum(severities).describe('unknown: no source states one; it does not mean harmless.'),
    source: z.string().exactOptional().describe('The source that decided: distribution, CVE record or GitHub.'),
    vector: z.string().exactOptional().describe('CVSS vector string, where the source gives one.'),
  })
  .meta({ id: 'Severity' });

const statusSchema = z.enum([
  'affected',
  'fixed',
  'will not fix',
  'deferred',
  'end of life',
  'under investigation',
  'not affected',
]);

const vexVerdictSchema = z
  .object({
    status: z.enum(vexStatuses),
    source: z.string().describe('The document and the place in it.'),
    author: z.string().exactOptional(),
    justification: z.string().exactOptional(),
    detail: z.string().exactOptional(),
    timestamp: z.string().exactOptional().describe('As the document writes it.'),
  })
  .meta({ id: 'VexVerdict', description: 'A statement of a VEX document.' });

const findingEvidenceSchema = z
  .object({
    source: z.string().exactOptional().describe('Source of the advisory, such as debian.'),
    advisory: z.string().exactOptional().describe("The advisory's id at that source."),
    matchedName: z.string().exactOptional().describe('The name that was compared: source or binary package.'),
    matchedVersion: z.string().exactOptional(),
    range: z.string().exactOptional().describe('The affected range in words.'),
    vendorState: z.string().exactOptional().describe("The vendor's own state, such as no-dsa."),
    vex: vexVerdictSchema.exactOptional(),
  })
  .meta({ id: 'FindingEvidence', description: 'What the verdict rests on.' });

export const findingSchema = z
  .object({
    id: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('Fingerprint: SHA-256 over kind, rule, purl without version and qualifiers, and path.'),
    kind: z.enum(['vulnerability', 'secret', 'malware', 'config', 'license']),
    ruleId: z.string().describe("CVE, else the distribution's id, else GHSA, else our rule id."),
    aliases: z.array(z.string()),
    title: z.string(),
    severity: severitySchema,
    package: findingPackageSchema.exactOptional(),
    location: locationSchema.exactOptional(),
    fix: z
      .object({
        version: z.string().describe('Lowest version of the package that has the fix.'),
        advice: z.string().exactOptional(),
      })
      .exactOptional(),
    status: statusSchema.describe('Where the vendor stands.'),
    why: z.string().describe('Why it matters here, one sentence.'),
    evidence: findingEvidenceSchema,
    references: z.array(z.string()),
    published: z.iso.datetime().exactOptional(),
    exploited: z
      .object({ since: z.iso.date(), source: z.string() })
      .exactOptional()
      .describe('Known to be exploited: since when it is listed, and where.'),
    exploits: z.array(z.string()).exactOptional().describe('Where code that exploits it is published.'),
    epss: z
      .object({
        score: z.number().min(0).max(1),
        percentile: z.number().min(0).max(1).exactOptional(),
        date: z.iso.date().exactOptional(),
      })
      .exactOptional()
      .describe('Probability of exploitation in the next 30 days, by FIRST.'),
  })
  .meta({ id: 'Finding', description: 'One thing found: what, why it matters here, evidence, fix.' });

export const suppressedFindingSchema = z
  .object({
    finding: findingSchema,
    reason: z.string(),
    who: z.string().exactOptional(),
    expiry: z.iso.date().exactOptional().describe('UTC date: from that day on it is not hidden any more.'),
    source: z.string().exactOptional().describe('Where it is written: file and line, or statement.'),
  })
  .meta({ id: 'SuppressedFinding', description: 'A finding that is hidden, with the reason.' });
