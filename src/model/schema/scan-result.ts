import { z } from 'zod';
import { findingSchema, suppressedFindingSchema } from './finding.ts';
import { maskedPackageSchema, packageSchema, subjectLayerSchema } from './package.ts';

const distributionSchema = z
  .object({
    id: z.string().describe('Lower-case id as in os-release.'),
    versionId: z.string().exactOptional(),
    codename: z.string().exactOptional(),
    name: z.string().exactOptional(),
    like: z.array(z.string()).exactOptional(),
  })
  .meta({ id: 'Distribution', description: 'The operating system of the subject.' });

const subjectSchema = z
  .object({
    kind: z.string().describe('The form it was read in: docker, container, registry, archive, oci, dir, sbom.'),
    reference: z.string().describe('As the user named it, credentials removed.'),
    digest: z.string().exactOptional().describe('Digest of the image manifest.'),
    configDigest: z.string().exactOptional().describe("Digest of the image configuration (Docker's image id)."),
    platform: z.string().exactOptional(),
    os: distributionSchema.exactOptional(),
    layers: z.array(subjectLayerSchema),
    notes: z.array(z.string()).describe('What the user should know: engine used, platform chosen, what was skipped.'),
  })
  .meta({ id: 'Subject', description: 'What was scanned.' });

const problemSchema = z
  .object({
    where: z.string(),
    what: z.string(),
    fatal: z.boolean().exactOptional().describe('True when no verdict is possible without it.'),
  })
  .meta({ id: 'Problem', description: 'Something that could not be read or was cut off.' });

const dataSourceSchema = z
  .object({
    shard: z.string().describe('Such as debian:12.'),
    source: z.string(),
    records: z.int().min(0),
    imported: z.iso.datetime(),
    newest: z.iso.datetime().exactOptional().describe('The newest record, where records carry a date.'),
    starter: z.boolean(),
  })
  .meta({ id: 'DataSource', description: 'One source of vulnerability data that the verdict rests on.' });

const notCheckedSchema = z
  .object({
    what: z.string(),
    why: z.string(),
    count: z.int().min(0),
    outsideGate: z.literal(true).exactOptional().describe('Development or declared packages, which a gate ignores.'),
  })
  .meta({ id: 'NotChecked', description: 'What no verdict was given on. Never counted as clean.' });

const decisionSchema = z
  .object({
    gate: z.array(z.string()).describe('The gates asked for; empty when none was.'),
    answer: z.enum(['pass', 'fail', 'unknown', 'not asked']),
    reasons: z.array(z.string()),
  })
  .meta({ id: 'Decision', description: 'The answer of a gate.' });

/** Everything that one scan says, as `--format json` prints it. Infers exactly `ScanResult` of `#model`. */
export const scanResultSchema = z.object({
  schemaVersion: z.literal('1'),
  tool: z.object({ name: z.literal('seawall'), version: z.string() }),
  scannedAt: z.iso.datetime().describe('UTC, RFC 3339.'),
  subject: subjectSchema,
  complete: z.boolean().describe('False when anything could not be read: see problems.'),
  problems: z.array(problemSchema),
  data: z.object({
    sources: z.array(dataSourceSchema),
    starter: z.boolean().describe('True when starter data stood in for data that is missing: no verdict rests on it.'),
  }),
  packages: z.array(packageSchema),
  masked: z.array(maskedPackageSchema).describe('Packages that only lower layers still hold.'),
  findings: z.array(findingSchema),
  suppressed: z.array(suppressedFindingSchema),
  notChecked: z.array(notCheckedSchema),
  decision: decisionSchema,
});
