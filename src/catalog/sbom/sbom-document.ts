import type { Distribution, Package, Problem, SubjectLayer } from '#model';

/** One entry of a bill of materials, the same for all formats; nothing in it was judged yet. */
export interface SbomComponent {
  /** What other entries of the document call it. */
  ref: string;
  /** Where it stands, for messages: `components[3]`. */
  where: string;
  /** `group`: no software of its own, but the file or application that others were found in. */
  kind: 'package' | 'system' | 'group';
  group?: string;
  name: string;
  version?: string;
  description?: string;
  purl?: string;
  licences: string[];
  /** As in `Package.hashes`. */
  hashes: string[];
  /** Not in use at run time. */
  excluded: boolean;
  /** Properties and annotations of tools by name; a name may have several values. */
  properties: ReadonlyMap<string, readonly string[]>;
  /** Places in the subject, in order. */
  paths: string[];
  /** SPDX: how the package came to be, in words that tools agree on. */
  sourceInfo?: string;
}

/** A bill of materials as its format tells it. */
export interface SbomDocument {
  /** Such as `CycloneDX 1.6`. */
  format: string;
  /** The analyser id for locations that name none: `cyclonedx`, `spdx`. */
  how: string;
  tool?: string;
  created?: string;
  /** What the document is about. */
  subject?: SbomComponent;
  components: SbomComponent[];
  /** References that each reference depends on. */
  edges: ReadonlyMap<string, readonly string[]>;
  /** References of what holds other entries, by the reference held: a file and the packages found in it. */
  holders: ReadonlyMap<string, string>;
  /** References that only development needs. */
  development: ReadonlySet<string>;
  /** Properties of the document itself. */
  properties: ReadonlyMap<string, readonly string[]>;
}

/** What a scan makes of a bill of materials. */
export interface Sbom {
  format: string;
  tool?: string;
  /** As the document gives it, UTC, RFC 3339 by both formats. */
  created?: string;
  /** What the document is about. */
  subject: { name?: string; digest?: string; configDigest?: string; platform?: string; layers: SubjectLayer[] };
  distribution?: Distribution;
  packages: Package[];
  problems: Problem[];
}

/** Bounds of what is read of one document. */
export const sbomLimits = {
  bytes: 256 * 1024 * 1024,
  /** Values of JSON, elements of XML: what becomes an object in memory. */
  values: 16_000_000,
  /** Of objects and lists in JSON, of elements in XML. */
  depth: 200,
  components: 200_000,
  edges: 4_000_000,
  /** Of one name, version, path or licence, in characters. */
  text: 4096,
};
