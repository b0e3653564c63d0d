import { z } from 'zod';

/*
 * What SPDX 2.3 asks of the parts that we write, stricter than its JSON schema: the values of free texts too, and no
 * member that we do not mean. Source: SPDX specification 2.3, sections 6 to 12 and annex F.
 */
const noAssertion = z.literal('NOASSERTION');
const elementId = z.string().regex(/^SPDXRef-[A-Za-z0-9.-]+$/);
const created = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const creator = z.string().regex(/^(?:Tool|Person|Organization): .+$/);
const oneLine = z.string().regex(/^[^\r\n]+$/);

const annotation = z.strictObject({
  annotationDate: created,
  annotationType: z.enum(['OTHER', 'REVIEW']),
  annotator: creator,
  comment: z.string().min(1),
});

const hexOf = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const checksum = z.union(
  [
    ['MD5', 16],
    ['SHA1', 20],
    ['SHA256', 32],
    ['SHA384', 48],
    ['SHA512', 64],
    ['SHA3-256', 32],
    ['BLAKE2b-512', 64],
    ['BLAKE3', 32],
  ].map(([name, bytes]) =>
    z.strictObject({ algorithm: z.literal(name as string), checksumValue: hexOf(Number(bytes)) }),
  ),
);

const externalRef = z.union([
  z.strictObject({
    referenceCategory: z.literal('PACKAGE-MANAGER'),
    referenceType: z.literal('purl'),
    referenceLocator: z.string().regex(/^pkg:[a-z]+\/\S+$/),
  }),
  z.strictObject({
    referenceCategory: z.literal('SECURITY'),
    referenceType: z.literal('advisory'),
    referenceLocator: z.url(),
    comment: z.string().min(1),
  }),
]);

const spdxPackage = z.strictObject({
  name: oneLine.or(z.string().min(1)),
  SPDXID: elementId,
  versionInfo: z.string().optional(),
  summary: z.string().optional(),
  supplier: noAssertion,
  downloadLocation: noAssertion,
  filesAnalyzed: z.literal(false),
  sourceInfo: z.string().optional(),
  checksums: z.array(checksum).min(1).optional(),
  licenseConcluded: noAssertion,
  licenseDeclared: z.string().regex(/^[A-Za-z0-9.+() -]+$/),
  copyrightText: noAssertion,
  externalRefs: z.array(externalRef).optional(),
  primaryPackagePurpose: z.enum(['LIBRARY', 'CONTAINER', 'OPERATING_SYSTEM', 'OTHER']),
  annotations: z.array(annotation).min(1).optional(),
});

/** A document of ours. */
export const spdxDocument = z.strictObject({
  spdxVersion: z.literal('SPDX-2.3'),
  dataLicense: z.literal('CC0-1.0'),
  SPDXID: z.literal('SPDXRef-DOCUMENT'),
  name: z.string().min(1),
  documentNamespace: z.url().regex(/^[^#]+$/),
  creationInfo: z.strictObject({ created, creators: z.array(creator).min(1) }),
  annotations: z.array(annotation).min(1).optional(),
  packages: z.array(spdxPackage).min(1),
  hasExtractedLicensingInfos: z
    .array(
      z.strictObject({
        licenseId: z.string().regex(/^LicenseRef-[A-Za-z0-9.-]+$/),
        extractedText: z.string().min(1),
        name: z.string().min(1),
      }),
    )
    .optional(),
  relationships: z.array(
    z.strictObject({
      spdxElementId: elementId,
      relationshipType: z.enum(['DESCRIBES', 'CONTAINS', 'DEPENDS_ON', 'DEV_DEPENDENCY_OF']),
      relatedSpdxElement: elementId,
    }),
  ),
});

export type SpdxDocument = z.infer<typeof spdxDocument>;
