import type { Package, Subject } from '#model';
import { namedHashes } from '../sbom/hash-names.ts';
import { layersAsProperties, packageProperties } from '../sbom/package-properties.ts';
import { properties, type Property } from '../sbom/properties.ts';
import { licenceChoices, licencesOf } from './licences.ts';
import { subjectPurl } from './subject-purl.ts';

/** A component of ours: what the schema allows beside its reference is up to each kind. */
export interface Component {
  'bom-ref': string;
  properties?: Property[] | undefined;
  [field: string]: unknown;
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
    properties: [
      ...properties({
        'seawall:subject:kind': subject.kind,
        'seawall:subject:config-digest': subject.configDigest,
        'seawall:subject:platform': subject.platform,
      }),
      ...layersAsProperties(subject.layers),
    ],
  };
}

/** The operating system of the subject as a component, undefined when it has none or it is not known. */
export function systemComponent({ os }: Subject): Component | undefined {
  if (os === undefined) return undefined;
  const more = properties({ 'seawall:os:codename': os.codename, 'seawall:os:like': os.like });
  return {
    type: 'operating-system',
    'bom-ref': os.versionId === undefined ? `os:${os.id}` : `os:${os.id}@${os.versionId}`,
    name: os.id,
    version: os.versionId,
    description: os.name,
    properties: more.length === 0 ? undefined : more,
  };
}

/** One package as a component. Declared and development packages are not in use at run time: `excluded`. */
export function packageComponent(item: Package, reference: string): Component {
  const inUse = item.scope === 'installed' && item.dev !== true;
  const [group, name] = groupAndName(item);
  const { named, others } = namedHashes(item.hashes);
  const licenses = licenceChoices(item.licences);
  const licencesKept = item.licences.join('\n') === licencesOf(licenses).join('\n');
  return {
    type: 'library',
    'bom-ref': reference,
    group,
    name,
    version: item.version,
    scope: inUse ? undefined : 'excluded',
    hashes: named.length === 0 ? undefined : named.map(({ cyclonedx, content }) => ({ alg: cyclonedx, content })),
    licenses,
    purl: item.purl,
    properties: packageProperties(item, {
      hashes: others,
      licences: licencesKept ? undefined : item.licences,
      paths: false,
    }),
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
