import { SeawallError, type Distribution, type Package, type SubjectLayer } from '#model';
import { quoted } from '../problem-list.ts';
import { withDistribution } from '../os/purl.ts';
import { readCycloneDx } from './cyclonedx.ts';
import { bomFromXml } from './cyclonedx-xml.ts';
import type { DialectContext, SubjectFacts } from './dialect.ts';
import { dialects } from './dialects.ts';
import { distributionId, distributionOf } from './distribution.ts';
import { MalformedSbomError } from './malformed-sbom.ts';
import { parseJson } from './parse-json.ts';
import { sbomLimits, type Sbom, type SbomDocument } from './sbom-document.ts';
import { SbomProblems } from './sbom-problems.ts';
import { readSpdx } from './spdx.ts';
import { toPackage } from './to-package.ts';

/**
 * Reads a bill of materials: CycloneDX as JSON or XML, or SPDX 2 as JSON, told by content.
 * @param file as the user named it, for messages
 * @throws SeawallError (usage) when it is none of them; what is wrong in parts of it is in `problems`
 */
export function readSbom(bytes: Uint8Array, file: string): Sbom {
  const problems = new SbomProblems();
  try {
    return describe(readDocument(textOf(bytes), problems), problems);
  } catch (error) {
    if (!(error instanceof MalformedSbomError)) throw error;
    const message = `${quoted(file, 1024)}: not a CycloneDX or SPDX document: ${error.message}`;
    throw new SeawallError('catalog/sbom', 'usage', message, { cause: error });
  }
}

/** UTF-8, or UTF-16 with a byte order mark, which shells of Windows write. */
function textOf(bytes: Uint8Array): string {
  if (bytes.length > sbomLimits.bytes)
    throw new MalformedSbomError(`larger than ${sbomLimits.bytes / 1024 / 1024} MiB`);
  if (bytes.length === 0) throw new MalformedSbomError('the file is empty');
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(bytes);
}

function readDocument(text: string, problems: SbomProblems): SbomDocument {
  const start = text.slice(0, 1000).trimStart();
  if (start.startsWith('<')) return readCycloneDx(bomFromXml(text), problems);
  if (!start.startsWith('{')) throw new MalformedSbomError(otherForm(start));
  const document = parseJson(text);
  if (document['bomFormat'] === 'CycloneDX') return readCycloneDx(document, problems);
  if (document['spdxVersion'] !== undefined) return readSpdx(document, problems);
  if (document['@context'] !== undefined)
    throw new MalformedSbomError('SPDX 3 is not supported; write SPDX 2.3 or CycloneDX');
  throw new MalformedSbomError('it has neither bomFormat nor spdxVersion');
}

function otherForm(start: string): string {
  if (start.startsWith('SPDXVersion:')) return "SPDX's tag-value form is not supported; convert it to JSON";
  return 'neither JSON nor XML';
}

function describe(document: SbomDocument, problems: SbomProblems): Sbom {
  const { format, tool, created, subject, properties } = document;
  const facts: SubjectFacts = Object.assign({}, ...dialects.map((dialect) => subject && dialect.subject?.(subject)));
  const layers = (facts.layers ?? []).map(layerTexts);
  const distribution = distributionOf(document);
  const packages = mergeTwins(packagesOf(document, layers, distribution, problems));
  for (const text of properties.get('seawall:problem') ?? []) problems.add('the document', 'says', text);
  if (properties.get('seawall:complete')?.[0] === 'false') problems.add('the document', 'says that it is not complete');
  return {
    format,
    ...(tool !== undefined && { tool: quoted(tool, 100) }),
    ...(created !== undefined && { created: quoted(created, 40) }),
    subject: {
      ...(subject !== undefined && { name: quoted(subject.name, 500) }),
      ...subjectTexts(facts),
      layers,
    },
    ...(distribution !== undefined && { distribution }),
    packages,
    problems: problems.list(),
  };
}

function layerTexts({ digest, diffId, createdBy, ...layer }: SubjectLayer): SubjectLayer {
  return {
    ...layer,
    ...(digest !== undefined && { digest: quoted(digest, 200) }),
    ...(diffId !== undefined && { diffId: quoted(diffId, 200) }),
    ...(createdBy !== undefined && { createdBy: instruction(createdBy) }),
  };
}

/** An instruction of a Dockerfile may go over several lines, and means what it says only with them. */
function instruction(text: string): string {
  const parts = text.slice(0, 10_000).split(/([\t\n\r])/);
  return parts.map((part) => (/^[\t\n\r]$/.test(part) ? part : quoted(part, 10_000))).join('');
}

function subjectTexts({ digest, configDigest, platform }: SubjectFacts): Omit<SubjectFacts, 'layers'> {
  return {
    ...(digest !== undefined && { digest: quoted(digest, 200) }),
    ...(configDigest !== undefined && { configDigest: quoted(configDigest, 200) }),
    ...(platform !== undefined && { platform: quoted(platform, 100) }),
  };
}

/** Every package with what it depends on: edges lead from reference to reference, ours from purl to purl. */
function packagesOf(
  document: SbomDocument,
  layers: readonly SubjectLayer[],
  distribution: Distribution | undefined,
  problems: SbomProblems,
): Package[] {
  const groups = new Map(document.components.flatMap(({ kind, ref, name }) => (kind === 'group' ? [[ref, name]] : [])));
  const context: DialectContext = { document, layers: layersByName(layers), groups };
  const byReference = new Map<string, Package>();
  const made = document.components
    .filter(({ kind, name, purl }) => kind === 'package' && !isKey(name, purl))
    .map((component) => {
      const item = withOwnNamespace(toPackage(component, context, problems), distribution);
      const { ref, where } = component;
      if (byReference.has(ref)) problems.add(where, 'has a reference that another has too; its edges are unclear', ref);
      else if (ref !== '') byReference.set(ref, item);
      return { ref, item };
    });
  for (const { ref, item } of made) {
    const needs = (document.edges.get(ref) ?? []).flatMap((need) => byReference.get(need)?.purl ?? []);
    const dependsOn = [...new Set(needs)].filter((purl) => purl !== item.purl);
    if (dependsOn.length > 0) item.dependsOn = dependsOn;
  }
  return made.map(({ item }) => item);
}

/** The keys that rpm trusts stand among its packages; as in its database, they are none. */
function isKey(name: string, purl: string | undefined): boolean {
  return name === 'gpg-pubkey' && purl?.startsWith('pkg:rpm/') === true;
}

function layersByName(layers: readonly SubjectLayer[]): Map<number | string, SubjectLayer> {
  const found = new Map<number | string, SubjectLayer>();
  for (const layer of layers) {
    found.set(layer.index, layer);
    if (layer.diffId !== undefined) found.set(layer.diffId, layer);
    if (layer.digest !== undefined) found.set(layer.digest, layer);
  }
  return found;
}

/** One package in several places is one package, as in a scan: tools list it once for each place. */
function mergeTwins(packages: readonly Package[]): Package[] {
  const found = new Map<string, Package>();
  for (const item of packages) {
    const key = [item.purl, item.version, item.scope, item.dev === true].join('\0');
    const twin = found.get(key);
    if (twin === undefined) found.set(key, item);
    else for (const location of item.locations) twin.locations.push(location);
  }
  return [...found.values()];
}

/** Trivy has its own names for some distributions; under ours, findings keep their fingerprints. */
function withOwnNamespace(item: Package, distribution: Distribution | undefined): Package {
  const namespace = /^pkg:rpm\/([a-z.-]+)\//.exec(item.purl)?.[1];
  if (namespace === undefined || distribution === undefined || distributionId(namespace) === namespace) return item;
  return { ...item, purl: withDistribution(item, distribution).purl };
}
