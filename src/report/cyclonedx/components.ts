import type { LayerReference, Package, Subject } from '#model';
import { licenceChoices } from './licences.ts';
import { subjectPurl } from './subject-purl.ts';

/** A name and value of ours on a component or a document: `seawall:layer:index`. */
export interface Property {
  name: string;
  value: string;
}

/** A component of ours: what the schema allows beside its reference is up to each kind. */
export interface Component {
  'bom-ref': string;
  [field: string]: unknown;
}

/** The `bom-ref` of each package, by its place in the list: its purl, numbered from the second of the same purl on. */
export function packageReferences(packages: readonly Package[]): string[] {
  const seen = new Map<string, number>();
  return packages.map(({ purl }) => {
    const count = (seen.get(purl) ?? 0) + 1;
    seen.set(purl, count);
    return count === 1 ? purl : `${purl}#${count}`;
  });
}

/** What was scanned, as `metadata.component`. */
export function subjectComponent(subject: Subject): Component {
  const purl = subjectPurl(subject);
  return {
    type: subject.kind === 'dir' ? 'file' : 'container',
    'bom-ref': purl ?? `subject:${subject.digest ?? subject.configDigest ?? subject.reference}`,
    name: subject.reference,
    ...(subject.digest === undefined ? {} : { version: subject.digest }),
    ...(purl === undefined ? {} : { purl }),
    properties: properties({
      'seawall:subject:kind': subject.kind,
      'seawall:subject:config-digest': subject.configDigest,
      'seawall:subject:platform': subject.platform,
      ...Object.fromEntries(
        subject.layers.map((layer) => [`seawall:layer:${layer.index}`, layer.digest ?? layer.diffId]),
      ),
    }),
  };
}

/** The operating system of the subject as a component, undefined when it has none or it is not known. */
export function systemComponent({ os }: Subject): Component | undefined {
  if (os === undefined) return undefined;
  return {
    type: 'operating-system',
    'bom-ref': os.versionId === undefined ? `os:${os.id}` : `os:${os.id}@${os.versionId}`,
    name: os.id,
    version: os.versionId,
    description: os.name,
    properties: os.codename === undefined ? undefined : properties({ 'seawall:os:codename': os.codename }),
  };
}

/** One package as a component. Declared and development packages are not in use at run time: `excluded`. */
export function packageComponent(item: Package, reference: string): Component {
  const inUse = item.scope === 'installed' && item.dev !== true;
  const [group, name] = groupAndName(item);
  return {
    type: 'library',
    'bom-ref': reference,
    group,
    name,
    version: item.version,
    scope: inUse ? undefined : 'excluded',
    licenses: licenceChoices(item.licences),
    purl: item.purl,
    properties: packageProperties(item),
    evidence:
      item.locations.length === 0 ? undefined : { occurrences: item.locations.map(({ path }) => ({ location: path })) },
  };
}

function groupAndName(item: Package): [group: string | undefined, name: string] {
  const separator = item.type === 'maven' ? ':' : '/';
  const grouped = item.type === 'maven' || (item.type === 'npm' && item.name.startsWith('@'));
  const end = grouped ? item.name.indexOf(separator) : -1;
  return end < 0 ? [undefined, item.name] : [item.name.slice(0, end), item.name.slice(end + 1)];
}

function packageProperties(item: Package): Property[] {
  const layer = item.locations[0]?.layer;
  return properties({
    'seawall:package:type': item.type,
    'seawall:package:source-name': item.source?.name,
    'seawall:package:source-version': item.source?.version,
    'seawall:package:arch': item.arch,
    'seawall:package:scope': item.scope,
    'seawall:package:dev': item.dev,
    'seawall:package:base': item.base,
    'seawall:package:found-by': item.locations[0]?.how,
    ...layerProperties('seawall:layer', layer),
  });
}

function layerProperties(
  prefix: string,
  layer: LayerReference | undefined,
): Record<string, string | number | undefined> {
  if (layer === undefined) return {};
  return { [`${prefix}:index`]: layer.index, [`${prefix}:digest`]: layer.digest, [`${prefix}:diff-id`]: layer.diffId };
}

/** Properties in the order given, without those that are undefined. */
export function properties(values: Record<string, string | number | boolean | undefined>): Property[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: String(value) }],
  );
}
