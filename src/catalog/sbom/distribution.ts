import { parsePurl, type Distribution } from '#model';
import { quoted } from '../problem-list.ts';
import { dialects } from './dialects.ts';
import type { SbomDocument } from './sbom-document.ts';

/** Ids of os-release(5) by the names that Trivy and purls have for the same. */
const idsByName = new Map([
  ['alma', 'almalinux'],
  ['amazon', 'amzn'],
  ['cbl-mariner', 'mariner'],
  ['opensuse.leap', 'opensuse-leap'],
  ['opensuse.tumbleweed', 'opensuse-tumbleweed'],
  ['oracle', 'ol'],
  ['redhat', 'rhel'],
  ['suse linux enterprise server', 'sles'],
]);

/** The id of os-release(5) for a distribution's name in a bill of materials. */
export function distributionId(name: string): string {
  const lower = name.toLowerCase();
  return idsByName.get(lower) ?? lower;
}

/** The distribution that a document is about: its operating system, else what the purls of its OS packages name. */
export function distributionOf(document: SbomDocument): Distribution | undefined {
  const system = document.components.find(({ kind, name }) => kind === 'system' && name !== '');
  if (system === undefined) return distributionOfPurls(document);
  const { name, version, description } = system;
  const facts = Object.assign(
    {},
    ...dialects.map((dialect) => dialect.distribution?.(system)),
  ) as Partial<Distribution>;
  const { id = name, versionId = version, name: pretty = description, codename, like } = facts;
  return {
    id: quoted(distributionId(id), 100),
    ...(versionId !== undefined && { versionId: quoted(versionId, 100) }),
    ...(codename !== undefined && { codename: quoted(codename, 100) }),
    ...(pretty !== undefined && { name: quoted(pretty, 200) }),
    ...(like !== undefined && { like: like.map((entry) => quoted(entry, 100)) }),
  };
}

/** Most packages decide: one from elsewhere does not make another distribution. */
function distributionOfPurls({ components }: SbomDocument): Distribution | undefined {
  const counts = new Map<string, { count: number; distribution: Distribution }>();
  for (const { purl } of components) {
    const distribution = purl === undefined ? undefined : distributionOfPurl(purl);
    if (distribution === undefined) continue;
    const key = JSON.stringify(distribution);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { count: 1, distribution });
    else known.count += 1;
  }
  const [first] = [...counts.values()].sort((a, b) => b.count - a.count);
  return first?.distribution;
}

/** `distro` is `debian-12` with us and Syft, `3.17.2` with Trivy for Alpine, `bookworm` in the specification's examples. */
function distributionOfPurl(text: string): Distribution | undefined {
  const purl = parsePurl(text);
  if (purl?.namespace === undefined || !['deb', 'apk', 'alpine', 'rpm'].includes(purl.type)) return undefined;
  const id = quoted(distributionId(purl.namespace), 100);
  const distro = purl.qualifiers.get('distro');
  if (distro === undefined) return { id };
  const release = [`${id}-`, `${purl.namespace}-`].reduce(
    (rest, prefix) => (rest.startsWith(prefix) ? rest.slice(prefix.length) : rest),
    distro,
  );
  if (/^\d[\w.]{0,50}$/.test(release)) return { id, versionId: release };
  return /^[a-z]{2,50}$/.test(release) && release !== id ? { id, codename: release } : { id };
}
