import type { SubjectLayer } from '#model';
import { valueOf, type Dialect, type DialectContext } from './dialect.ts';
import type { SbomComponent } from './sbom-document.ts';

/** Trivy's properties, `aquasecurity:trivy:…`; in SPDX the same names stand in annotations or attribution texts. */
export const trivyDialect: Dialect = {
  id: 'trivy',
  package(component, context) {
    const text = (name: string) => valueOf(component, `aquasecurity:trivy:${name}`);
    const source = sourceInProperties(component) ?? sourceInWords(component.sourceInfo);
    const label = text('Modularitylabel') ?? text('ModularityLabel');
    const path = text('FilePath') ?? holderOf(component, context);
    const how = text('PkgType');
    const layer = context.layers.get(text('LayerDiffID') ?? text('LayerDigest') ?? '');
    const place = path === undefined ? databasePaths.get(how ?? '') : rooted(path);
    return {
      ...(source !== undefined && { source }),
      ...(place !== undefined && {
        locations: [{ path: place, ...(layer !== undefined && { layer }), how: how ?? 'trivy' }],
      }),
      ...(label !== undefined && { properties: { modularitylabel: label } }),
    };
  },
  subject(subject) {
    const configDigest = valueOf(subject, 'aquasecurity:trivy:ImageID');
    const digest = /@(sha256:[0-9a-f]{64})$/.exec(valueOf(subject, 'aquasecurity:trivy:RepoDigest') ?? '')?.[1];
    // One property for each layer; a list in one before 0.50.
    const diffIds = (subject.properties.get('aquasecurity:trivy:DiffID') ?? []).flatMap((text) => text.split(','));
    const layers: SubjectLayer[] = diffIds.map((diffId, index) => ({ index, digest: diffId, diffId }));
    return {
      ...(digest !== undefined && { digest }),
      ...(configDigest !== undefined && { configDigest }),
      ...(layers.length > 0 && { layers }),
    };
  },
};

/** Trivy does not say where it found OS packages: in the one place of their kind. */
const databasePaths = new Map([
  ['debian', '/var/lib/dpkg/status'],
  ['ubuntu', '/var/lib/dpkg/status'],
  ['alpine', '/lib/apk/db/installed'],
]);

function sourceInProperties(component: SbomComponent): { name: string; version?: string } | undefined {
  const text = (name: string) => valueOf(component, `aquasecurity:trivy:Src${name}`);
  const name = text('Name');
  const upstream = text('Version');
  if (name === undefined) return undefined;
  if (upstream === undefined) return { name };
  const epoch = text('Epoch');
  const release = text('Release');
  const version = `${epoch === undefined || epoch === '0' ? '' : `${epoch}:`}${upstream}`;
  return { name, version: release === undefined ? version : `${version}-${release}` };
}

function sourceInWords(sourceInfo: string | undefined): { name: string; version: string } | undefined {
  const [, name, version] = /^built package from: (\S+) (\S+)$/.exec(sourceInfo ?? '') ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** The lock file or binary that a package stands in; in SPDX Trivy also groups by kind, under a name that is no path. */
function holderOf({ ref }: SbomComponent, { document, groups }: DialectContext): string | undefined {
  const name = groups.get(document.holders.get(ref) ?? '');
  return name === undefined || kindNames.has(name) ? undefined : name;
}

const kindNames: ReadonlySet<string> = new Set(['Conda', 'Java', 'Node.js', 'PHP', 'Python', 'Ruby']);

function rooted(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
