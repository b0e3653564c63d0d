import { encodePurlPart, isOperatingSystemType, type Distribution } from '#model';
import type { CatalogedPackage } from '../facts.ts';

/** The parts of an OS package's purl that its own database tells. */
export interface OsPurl {
  type: 'deb' | 'apk' | 'rpm';
  name: string;
  /** deb and apk: the full version, epoch included; rpm: `version-release`, the epoch being a qualifier. */
  version: string;
  arch?: string | undefined;
  epoch?: number | undefined;
  /** What it was built from, as Syft and Grype write it: `name`, `name@version`, or the file name of a source rpm. */
  upstream?: string | undefined;
}

/**
 * The purl of an OS package while its distribution is unknown: no namespace, no `distro`.
 * `withDistribution` completes it. Form: purl specification, "Rules for each purl component" and types deb, apk, rpm.
 */
export function osPurl(parts: OsPurl): string {
  const name = parts.type === 'rpm' ? parts.name : parts.name.toLowerCase();
  const qualifiers: string[] = [];
  if (parts.arch !== undefined && parts.arch !== '') qualifiers.push(`arch=${encodePurlPart(parts.arch)}`);
  if (parts.epoch !== undefined) qualifiers.push(`epoch=${parts.epoch}`);
  if (parts.upstream !== undefined && parts.upstream !== '')
    qualifiers.push(`upstream=${encodePurlPart(parts.upstream)}`);
  const base = `pkg:${parts.type}/${encodePurlPart(name)}@${encodePurlPart(parts.version)}`;
  return qualifiers.length === 0 ? base : `${base}?${qualifiers.join('&')}`;
}

/**
 * The package with the namespace and the `distro` qualifier of its distribution in the purl.
 * Packages of other types are returned as they are; so are all when the distribution is unknown.
 */
export function withDistribution(pkg: CatalogedPackage, distribution: Distribution | undefined): CatalogedPackage {
  if (distribution === undefined || !isOperatingSystemType(pkg.type)) return pkg;
  const [base = '', query = ''] = pkg.purl.split('?', 2);
  const versionAt = base.indexOf('@');
  const path = versionAt < 0 ? base : base.slice(0, versionAt);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const qualifiers = query.split('&').filter((qualifier) => qualifier !== '' && !qualifier.startsWith('distro='));
  qualifiers.push(`distro=${encodePurlPart(distroQualifier(distribution))}`);
  // Qualifier keys stand in lexical order, and none of ours is a prefix of another.
  qualifiers.sort();
  const version = versionAt < 0 ? '' : base.slice(versionAt);
  const namespace = encodePurlPart(purlNamespace(pkg.type, distribution.id.toLowerCase()));
  return { ...pkg, purl: `pkg:${pkg.type}/${namespace}/${name}${version}?${qualifiers.join('&')}` };
}

/** Vendor names where they differ from the id of os-release; the same as in Red Hat's and SUSE's own purls. */
function purlNamespace(type: string, id: string): string {
  if (type !== 'rpm') return id;
  if (id === 'rhel') return 'redhat';
  if (id.startsWith('opensuse')) return 'opensuse';
  return /^sle[ds_-]|^sle[ds]?$|^suse/.test(id) ? 'suse' : id;
}

/** `debian-12`; releases without a number go by their name (`debian-forky`). */
function distroQualifier(distribution: Distribution): string {
  const release = distribution.versionId ?? distribution.codename;
  return release === undefined ? distribution.id : `${distribution.id}-${release}`;
}
