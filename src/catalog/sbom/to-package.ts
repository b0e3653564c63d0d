import { languagePurl, parsePurl, type Package, type PackageType, type PurlParts } from '#model';
import { parseSourceRpm } from '../os/rpm/source-rpm.ts';
import { quoted } from '../problem-list.ts';
import type { DialectContext, PackageFacts } from './dialect.ts';
import { dialects } from './dialects.ts';
import { packageName } from './package-name.ts';
import { packageTypeOf } from './package-type.ts';
import { sbomLimits, type SbomComponent } from './sbom-document.ts';
import type { SbomProblems } from './sbom-problems.ts';

/** A package of ours from a component, but for its edges. Without a purl it is generic: listed, and nothing is known about it. */
export function toPackage(component: SbomComponent, context: DialectContext, problems: SbomProblems): Package {
  const parts = component.purl === undefined ? undefined : parsePurl(component.purl);
  if (component.purl !== undefined && parts === undefined)
    problems.add(component.where, 'has a malformed purl and cannot be checked', component.purl);
  const facts: PackageFacts = Object.assign({}, ...dialects.map((dialect) => dialect.package(component, context)));
  const type = facts.type ?? packageTypeOf(parts?.type);
  const name = line(packageName(component, type, parts));
  const version = line(versionOf(component, type, parts));
  const source = sourceOf(facts, { name, version, type }, parts);
  const arch = facts.arch ?? parts?.qualifiers.get('arch');
  const properties = propertiesOf(facts, type, parts, source, { name, version });
  const dev = facts.type === undefined ? devOf(component, context) : facts.dev;
  const hashes = [...component.hashes, ...(facts.moreHashes ?? [])].map(line);
  return {
    name,
    version,
    purl: parts === undefined ? languagePurl('generic', name, version) : word(component.purl ?? ''),
    type,
    ...(arch !== undefined && { arch: line(arch) }),
    ...(source !== undefined && { source: { name: line(source.name), version: line(source.version) } }),
    licences: (facts.licences ?? component.licences).map(line),
    locations: locationsOf(component, facts, context).map(({ path, how, layer }) => ({
      path: line(path),
      ...(layer !== undefined && { layer }),
      how: line(how),
    })),
    scope: facts.scope ?? 'installed',
    ...(facts.direct !== undefined && { direct: facts.direct }),
    ...(dev !== undefined && { dev }),
    ...(facts.path !== undefined && { path: facts.path.map(line) }),
    base: facts.base ?? 'unknown',
    ...(facts.ownedBy !== undefined && { ownedBy: line(facts.ownedBy) }),
    ...(hashes.length > 0 && { hashes }),
    ...(properties !== undefined && { properties }),
  };
}

/** One line of text of bounded length, without what a terminal obeys. */
function line(text: string): string {
  return text.length <= sbomLimits.text && /^[ -~]*$/.test(text) ? text : quoted(text, sbomLimits.text);
}

/** A purl is printable ASCII; tools that leave other letters as they are mean their encoding. */
function word(purl: string): string {
  return purl.replace(/[^!-~]+/g, (part) => encodeURIComponent(part.toWellFormed()));
}

/** The full version: Trivy leaves the epoch of deb and rpm packages to a qualifier of the purl. */
function versionOf({ version }: SbomComponent, type: PackageType, purl: PurlParts | undefined): string {
  const own = version ?? purl?.version ?? '';
  if ((type !== 'deb' && type !== 'rpm') || /^\d+:/.test(own)) return own;
  const epoch = /^(\d+):/.exec(purl?.version ?? '')?.[1] ?? purl?.qualifiers.get('epoch') ?? '0';
  return /^0*$/.test(epoch) || !/^\d{1,10}$/.test(epoch) ? own : `${epoch}:${own}`;
}

/** The tool's own words, then `upstream` of the purl, then for deb and apk the package itself, as their databases have it. */
function sourceOf(
  facts: PackageFacts,
  item: Pick<Package, 'name' | 'version' | 'type'>,
  purl: PurlParts | undefined,
): Package['source'] {
  const { name, version, type } = item;
  const byTool = facts.source;
  if (byTool?.version !== undefined) return { name: byTool.name, version: byTool.version };
  const upstream = purl?.qualifiers.get('upstream');
  if (type === 'rpm') return byTool === undefined ? parseSourceRpm(upstream ?? '') : undefined;
  if (type !== 'deb' && type !== 'apk') return undefined;
  // Our own documents say it where there is one.
  if (facts.type !== undefined) return undefined;
  const at = upstream?.indexOf('@', 1) ?? -1;
  const [named, versioned] = at < 0 ? [upstream] : [upstream?.slice(0, at), upstream?.slice(at + 1)];
  return { name: byTool?.name ?? named ?? name, version: versioned ?? version };
}

/** The module stream of an rpm, and whether the epoch of its source is known (see `catalogRpms`). */
function propertiesOf(
  facts: PackageFacts,
  type: PackageType,
  purl: PurlParts | undefined,
  source: Package['source'],
  item: { name: string; version: string },
): Record<string, string> | undefined {
  // Our own documents say all that there is to say.
  if (facts.type !== undefined || type !== 'rpm') return facts.properties;
  const label =
    facts.properties?.['modularitylabel'] ?? purl?.qualifiers.get('modularitylabel') ?? purl?.qualifiers.get('rpmmod');
  const sameEpoch = source?.name === item.name && source.version === item.version;
  const found = {
    ...(label !== undefined && { modularitylabel: line(label) }),
    ...(source !== undefined && !sameEpoch && !source.version.includes(':') && { sourceEpoch: 'unknown' }),
  };
  return Object.keys(found).length === 0 ? undefined : found;
}

/** What other tools than ours exclude is not in use at run time: that is what development dependencies are to the gate. */
function devOf({ excluded, ref }: SbomComponent, { document }: DialectContext): boolean | undefined {
  return excluded || (ref !== '' && document.development.has(ref)) ? true : undefined;
}

function locationsOf(
  component: SbomComponent,
  facts: PackageFacts,
  { document }: DialectContext,
): Package['locations'] {
  return facts.locations ?? component.paths.map((path) => ({ path, how: document.how }));
}
