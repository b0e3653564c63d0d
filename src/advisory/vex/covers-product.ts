import { parsePurl, purlCovers, type Finding, type Package, type PurlParts, type Subject } from '#model';
import type { VexProduct } from './vex-statement.ts';

/** What statements are judged against: the subject and everything in it. */
export interface VexContext {
  subject: Subject;
  packages: readonly Package[];
}

/**
 * Whether a product is what a finding is about: the package itself, the image as a whole, or a part of either. A part of
 * another package counts only where it is known to be in it: modules in a Go program, and what its dependency path names.
 */
export class ProductMatcher {
  private readonly subject: Subject;
  private readonly packages: readonly Package[];
  private readonly purls = new Map<string, PurlParts | undefined>();
  private readonly image: ImageName | undefined;

  constructor({ subject, packages }: VexContext) {
    this.subject = subject;
    this.packages = packages;
    this.image = imageName(subject);
  }

  covers(product: VexProduct, finding: Finding): boolean {
    const { platform, parts } = product;
    if (platform !== undefined && !this.isPlatform(platform)) return false;
    if (parts === undefined) return this.isSubject(product) || this.isPackage(product, finding);
    if (!parts.some((part) => this.isPackage(part, finding))) return false;
    return this.isSubject(product) || this.isHolder(product, finding);
  }

  private isPlatform({ id, release }: NonNullable<VexProduct['platform']>): boolean {
    const { os } = this.subject;
    return os?.id === id && os.versionId?.split('.', 1)[0] === release;
  }

  private isPackage({ purl }: VexProduct, { package: item }: Finding): boolean {
    if (purl === undefined || item === undefined) return false;
    const own = this.parsed(item.purl);
    if (own === undefined) return false;
    if (purlCovers(purl, own)) return true;
    // Distributions speak of sources as a purl of architecture `source` or `src`.
    const isSource = ['source', 'src'].includes(purl.qualifiers.get('arch') ?? '');
    if (!isSource || item.source === undefined) return false;
    const qualifiers = new Map([...own.qualifiers, ['arch', purl.qualifiers.get('arch') ?? '']]);
    return purlCovers(purl, { ...own, name: item.source.name, version: item.source.version, qualifiers });
  }

  private isSubject({ purl, digest }: VexProduct): boolean {
    const digests = [this.subject.digest, this.subject.configDigest];
    if (digest !== undefined) return digests.includes(digest);
    if (purl === undefined || (purl.type !== 'oci' && purl.type !== 'docker')) return false;
    if (purl.version?.includes(':') === true) return digests.includes(purl.version);
    if (this.image === undefined) return false;
    const tag = purl.qualifiers.get('tag') ?? purl.version;
    if (tag !== undefined && tag !== this.image.tag) return false;
    const name = purl.name.toLowerCase();
    const url = purl.qualifiers.get('repository_url')?.toLowerCase();
    if (url === undefined) return this.image.name.endsWith(`/${name}`);
    const place = url.replace(/^(?:index|registry-1)\.docker\.io\//, 'docker.io/');
    return this.image.name === place || this.image.name === `${place}/${name}`;
  }

  private isHolder({ purl }: VexProduct, { package: item }: Finding): boolean {
    if (purl === undefined || item === undefined) return false;
    const holders = this.packages.filter((candidate) => {
      const parsed = this.parsed(candidate.purl);
      return parsed !== undefined && purlCovers(purl, parsed);
    });
    if (holders.length === 0) return false;
    const programs = holders.filter(({ properties }) => properties?.['go.main'] === 'true');
    const files = new Set(programs.flatMap(({ locations }) => locations.map(({ path }) => path)));
    if (item.locations.length > 0 && item.locations.every(({ path }) => files.has(path))) return true;
    const path = this.packages.find((candidate) => candidate.purl === item.purl)?.path ?? [];
    return holders.some(({ name, version }) => path.includes(`${name}@${version}`));
  }

  private parsed(purl: string): PurlParts | undefined {
    if (!this.purls.has(purl)) this.purls.set(purl, parsePurl(purl));
    return this.purls.get(purl);
  }
}

interface ImageName {
  /** Such as `docker.io/library/debian`. */
  name: string;
  tag?: string;
}

/** Undefined for an image that was not read from a repository. */
function imageName({ kind, reference }: Subject): ImageName | undefined {
  if (!['docker', 'podman', 'containerd', 'registry'].includes(kind)) return undefined;
  const [named = ''] = reference.split('@', 1);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const repository = (colon < 0 ? named : named.slice(0, colon)).toLowerCase();
  const tag = colon < 0 ? (named === reference ? 'latest' : undefined) : named.slice(colon + 1);
  const first = repository.includes('/') ? (repository.split('/')[0] ?? '') : '';
  const hosted = /[.:]/.test(first) || first === 'localhost';
  const name = hosted ? repository : `docker.io/${first === '' ? 'library/' : ''}${repository}`;
  return { name, ...(tag !== undefined && { tag }) };
}
