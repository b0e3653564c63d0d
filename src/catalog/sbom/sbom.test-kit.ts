import { SeawallError } from '#model';
import { readSbom } from './read-sbom.ts';

export const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
export const read = (value: unknown) => readSbom(bytes(value), 'x.json');
export const bom = (more: object) => ({ bomFormat: 'CycloneDX', specVersion: '1.5', ...more });
export const library = (name: string, more: object = {}) => ({
  type: 'library',
  'bom-ref': name,
  name,
  version: '1',
  purl: `pkg:npm/${name}@1`,
  ...more,
});
export const spdx = (more: object) => ({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', ...more });
export const element = (name: string, more: object = {}) => ({
  name,
  SPDXID: `SPDXRef-${name}`,
  versionInfo: '1',
  externalRefs: [
    { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: `pkg:npm/${name}@1` },
  ],
  ...more,
});
export const relation = (from: string, type: string, to: string) => ({
  spdxElementId: `SPDXRef-${from}`,
  relationshipType: type,
  relatedSpdxElement: `SPDXRef-${to}`,
});
export const xml = (inner: string, version = '1.6') =>
  `<?xml version="1.0"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/${version}">${inner}</bom>`;

export function complaint(value: string | Uint8Array | object): SeawallError {
  try {
    readSbom(value instanceof Uint8Array ? value : bytes(value), 'x.json');
  } catch (error) {
    if (error instanceof SeawallError) return error;
    throw error;
  }
  throw new Error('was read');
}
