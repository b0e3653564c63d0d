import { z } from 'zod';
import { packageTypes } from '#model';

export const packageTypeSchema = z.enum(packageTypes);

const layerReferenceFields = {
  index: z.int().min(0).describe('Zero-based position in the image, base first.'),
  digest: z.string().exactOptional().describe('Compressed digest where a manifest names one, else the diffID.'),
  diffId: z.string().exactOptional(),
  createdBy: z.string().exactOptional().describe("The build instruction, as the image's history tells it."),
};

const layerReferenceSchema = z
  .object(layerReferenceFields)
  .meta({ id: 'LayerReference', description: 'The layer that something comes from.' });

export const subjectLayerSchema = z
  .object({
    ...layerReferenceFields,
    mediaType: z.string().exactOptional(),
    size: z.int().min(0).exactOptional().describe('Bytes as stored (compressed), where known.'),
  })
  .meta({ id: 'SubjectLayer', description: 'One layer of the subject, base first.' });

export const locationSchema = z
  .object({
    path: z.string().describe('Absolute path inside the image.'),
    layer: layerReferenceSchema.exactOptional(),
    how: z.string().describe('Analyser that found it, such as dpkg-status.'),
  })
  .meta({ id: 'Location', description: 'Where a package was found, and how.' });

const packageFields = {
  name: z.string(),
  version: z.string().describe('Full version as the package manager prints it.'),
  purl: z.string().describe('Package URL.'),
  type: packageTypeSchema,
  source: z
    .object({ name: z.string(), version: z.string() })
    .exactOptional()
    .describe('What the package was built from, where it differs or matching needs it.'),
  locations: z.array(locationSchema),
  scope: z.enum(['installed', 'declared']).describe('Declared: locked, but not installed.'),
  dev: z.boolean().exactOptional().describe('True for what only development needs.'),
};

export const findingPackageSchema = z
  .object(packageFields)
  .meta({ id: 'FindingPackage', description: 'The package that a finding is about, reduced to what names it.' });

export const packageSchema = z
  .object({
    ...packageFields,
    arch: z.string().exactOptional().describe('Architecture as the package manager writes it.'),
    licences: z.array(z.string()).describe('SPDX ids or expressions where recognised, else the text found.'),
    direct: z.boolean().exactOptional(),
    path: z.array(z.string()).exactOptional().describe('Dependency path from the root, as name@version.'),
    dependsOn: z
      .array(z.string())
      .exactOptional()
      .describe('Purls of the packages that it needs, where a lock file or metadata tell.'),
    hashes: z.array(z.string()).exactOptional().describe('Hashes that its metadata record, as algorithm:hex.'),
    ownedBy: z
      .string()
      .exactOptional()
      .describe('Purl of the operating-system package that owns its files, unchanged.'),
    base: z.union([z.boolean(), z.literal('unknown')]).describe('Whether it comes from the base image.'),
    properties: z.record(z.string(), z.string()).exactOptional().describe('Facts that a matching rule needs.'),
  })
  .meta({ id: 'Package', description: 'One installed or declared package.' });

export const maskedPackageSchema = z
  .object({
    package: packageSchema,
    reason: z.string().describe('What hides it, one sentence that names both layers.'),
    maskedBy: layerReferenceSchema.exactOptional().describe('The layer that removed or replaced it.'),
  })
  .meta({ id: 'MaskedPackage', description: 'A package that only a lower layer still holds.' });
