import { printableStart, SeawallError } from '#model';
import { debianVersionOf } from './debian-releases.ts';

/** How one ecosystem of OSV, or one distribution, is stored and compared. */
export interface Ecosystem {
  /** Name in OSV's `package.ecosystem`, without the release. */
  osv: string;
  /** Shard key, and for distributions the `id` of os-release(5) unless `distribution` says another. */
  shard: string;
  kind: 'distribution' | 'language';
  /** Id of the version ordering; absent where there is none yet: such packages are not checked. */
  ordering?: string;
  /** Type of the package URLs of its packages. */
  purlType?: string;
  /** Names of the packages it knows, where it is about those only and the type of their purls is shared with others. */
  only?: readonly string[];
  /** The `id` of os-release(5), where the shards are called otherwise. */
  distribution?: string;
  /** What the advisories name: source packages, apk origins count as such, installed packages, or either of them. */
  names?: 'source' | 'binary' | 'either';
  /** The vendor in the packages that it is about, where it is not about those of others. */
  vendor?: string;
  /** True when its OSV records are the vendor's first publication, not a conversion of another feed. */
  firstHand?: boolean;
  /** Page of the vendor about one vulnerability. */
  page?: (id: string) => string;
  /** The one spelling of a package's name, where the ecosystem takes several for the same; absent: as it is. */
  spelling?: (name: string) => string;
  /** What of an installed version advisories speak of; absent: all of it. */
  advised?: (version: string) => string;
  /** The kind of build that a version is of, where such builds number their versions on their own; absent: of none. */
  build?: (version: string) => string | undefined;
  /** Shard suffix from OSV's suffix (`v3.17`), and from the release an image states (`3.17.2`). */
  release?: (text: string) => string;
}

const major = (text: string): string => text.split('.', 1)[0] ?? text;
/** Amazon Linux AMI named its releases by year and month; later ones have a number. */
const amazonRelease = (text: string): string => (/^201\d\./.test(text) ? '1' : major(text));
const majorMinor = (text: string): string => text.replace(/^v/, '').split('.').slice(0, 2).join('.');

/** Every ecosystem with more to know than its name. Others are stored under their lower-case name and not compared. */
export const ecosystems: readonly Ecosystem[] = [
  {
    ...distribution('Debian', 'debian', 'deb', 'source', (text) => debianVersionOf(major(text)), false),
    page: (id) => `https://security-tracker.debian.org/tracker/${encodeURIComponent(id)}`,
  },
  distribution('Ubuntu', 'ubuntu', 'deb', 'source', (text) => text.replace(/:LTS$/, '')),
  {
    ...distribution('Alpine', 'alpine', 'apk', 'source', majorMinor, false),
    page: (id) => `https://security.alpinelinux.org/vuln/${encodeURIComponent(id)}`,
  },
  distribution('Wolfi', 'wolfi', 'apk', 'source', () => '', false),
  distribution('Chainguard', 'chainguard', 'apk', 'source', () => '', false),
  distribution('AlmaLinux', 'almalinux', 'rpm', 'binary', major),
  distribution('Rocky Linux', 'rocky', 'rpm', 'binary', major),
  distribution('Amazon Linux', 'amzn', 'rpm', 'binary', amazonRelease),
  { ...distribution('Oracle Linux', 'ol', 'rpm', 'binary', major), build: oracleBuild },
  // Not OSV's `SUSE` and `openSUSE`, which name source packages: matched by the names of binary ones, most would be missed.
  distribution('SUSE Linux Enterprise Server', 'sles', 'rpm', 'binary', majorMinor),
  distribution('openSUSE Leap', 'opensuse-leap', 'rpm', 'binary', majorMinor),
  distribution('openSUSE Tumbleweed', 'opensuse-tumbleweed', 'rpm', 'binary', () => ''),
  {
    // OSV's `Red Hat` knows neither what is unfixed nor which repository a package is from, and is not this.
    ...distribution('Red Hat Enterprise Linux', 'redhat', 'rpm', 'either', major),
    distribution: 'rhel',
    vendor: 'Red Hat, Inc.',
    page: (id) => `https://access.redhat.com/security/cve/${encodeURIComponent(id)}`,
  },
  language('npm', 'npm', 'npm', 'semver'),
  language('crates.io', 'crates.io', 'cargo', 'crates'),
  language('Go', 'go', 'golang', 'go'),
  // PEP 440, "Version specifiers": a local label (`+cu118`) is ignored where the other side has none.
  { ...language('PyPI', 'pypi', 'pypi', 'pep440'), spelling: pythonName, advised: (version) => cutAt(version, '+') },
  language('Maven', 'maven', 'maven', 'maven'),
  language('RubyGems', 'rubygems', 'gem', 'gem'),
  { ...language('Ruby engines', 'ruby-engines', 'generic', 'gem'), only: ['ruby', 'jruby', 'mruby', 'mrubyc', 'rbx'] },
  // SBOMs of other tools call it `node`; its program is found under the name that the CPE dictionary has for it.
  { ...language('Node.js', 'node-core', 'generic', 'semver'), only: ['node', 'node.js'], spelling: () => 'node' },
  { ...language('Packagist', 'packagist', 'composer', 'composer'), spelling: (name) => name.toLowerCase() },
  { ...language('NuGet', 'nuget', 'nuget', 'nuget'), spelling: (name) => name.toLowerCase() },
  { ...language('Bitnami', 'bitnami', 'bitnami', 'bitnami'), spelling: (name) => name.toLowerCase() },
];

function distribution(
  osv: string,
  shard: string,
  ordering: string,
  names: 'source' | 'binary' | 'either',
  release: (text: string) => string,
  firstHand = true,
): Ecosystem {
  return { osv, shard, kind: 'distribution', ordering, purlType: ordering, names, release, firstHand };
}

function language(osv: string, shard: string, purlType: string, ordering: string): Ecosystem {
  return { osv, shard, kind: 'language', purlType, ordering };
}

/** Oracle's user-space Ksplice and FIPS builds have higher epochs than the plain ones: `10:3.6.16-4.el8_fips`. */
export function oracleBuild(version: string): string | undefined {
  return /[._](ksplice|fips)\d*(?![a-z])/.exec(version)?.[1];
}

/** PEP 503: in any case, with runs of `-`, `_` and `.` for one dash. */
function pythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function cutAt(text: string, mark: string): string {
  return text.split(mark, 1)[0] ?? text;
}

const byOsv = new Map(ecosystems.map((ecosystem) => [ecosystem.osv, ecosystem]));
const byDistribution = new Map(
  ecosystems
    .filter(({ kind }) => kind === 'distribution')
    .map((ecosystem) => [ecosystem.distribution ?? ecosystem.shard, ecosystem]),
);
const languages = ecosystems.filter(({ kind }) => kind === 'language');

/** The ecosystem and shard key of OSV's `package.ecosystem`, such as `AlmaLinux:9`. */
export function ecosystemOfOsv(name: string): { ecosystem: Ecosystem; shard: string } {
  const colon = name.indexOf(':');
  const base = colon < 0 ? name : name.slice(0, colon);
  const ecosystem = byOsv.get(base) ?? { osv: base, shard: base.toLowerCase(), kind: 'language' };
  return { ecosystem, shard: shardKey(ecosystem, colon < 0 ? '' : name.slice(colon + 1)) };
}

/** The ecosystem of a distribution by its os-release id. */
export function ecosystemOfDistribution(id: string): Ecosystem | undefined {
  return byDistribution.get(id);
}

/** The ecosystem and the release of a shard key; undefined for an ecosystem that the table does not have. */
export function ecosystemOfKey(shard: string): { ecosystem: Ecosystem; release: string } | undefined {
  const [base = '', ...release] = shard.split(':');
  const ecosystem = ecosystems.find((candidate) => candidate.shard === base);
  return ecosystem === undefined ? undefined : { ecosystem, release: release.join(':') };
}

/**
 * The shard key of what a person names: `debian:12`, `debian:bookworm`, `AlmaLinux:9`, `npm`.
 * @throws SeawallError (usage) when it is unknown, or lacks the release or must not have one
 */
export function shardOfName(name: string): string {
  const bad = (why: string) => new SeawallError('unknown-shard', 'usage', `${printableStart(name, 60)}: ${why}`);
  const [base = '', ...rest] = name.trim().split(':');
  const lower = base.toLowerCase();
  const ecosystem = ecosystems.find(
    ({ osv, shard, distribution: id }) => shard === lower || osv.toLowerCase() === lower || id === lower,
  );
  if (ecosystem === undefined) {
    const known = ecosystems.map(({ shard, kind }) => (kind === 'distribution' ? `${shard}:RELEASE` : shard));
    throw bad(`no vulnerability data is known by that name; expected one of ${known.join(', ')}`);
  }
  const release = rest.join(':');
  const hasReleases = ecosystem.release !== undefined && ecosystem.release('x') !== '';
  if (hasReleases && !/^\w[\w.:-]{0,40}$/.test(release))
    throw bad(`name the release too, as in ${ecosystem.shard}:RELEASE`);
  if (ecosystem.release === undefined && release !== '') throw bad(`${ecosystem.osv} has no releases`);
  return shardKey(ecosystem, release.toLowerCase());
}

/** The ecosystem of a package by the type of its purl, and by its name where that type is shared. */
export function ecosystemOfPurlType(type: string, name: string): Ecosystem | undefined {
  return languages.find(({ purlType, only }) => purlType === type && only?.includes(name) !== false);
}

/** The name that the database keeps a package's advisories under: the same for every spelling of the name. */
export function advisoryName(ecosystem: Ecosystem, name: string): string {
  return ecosystem.spelling?.(name) ?? name;
}

/** `debian:12`, or `npm` where there are no releases. */
export function shardKey(ecosystem: Ecosystem, release: string): string {
  const suffix = release === '' ? '' : (ecosystem.release?.(release) ?? release);
  return suffix === '' ? ecosystem.shard : `${ecosystem.shard}:${suffix}`;
}
