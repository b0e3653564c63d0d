import { type Ecosystem, ecosystemOfKey } from '../ecosystems.ts';
import { fileNameIn, latestUpdateinfo } from './latest-name.ts';

/** One public place that vulnerability data is fetched from; `docs/vulnerability-data.md` lists the same, and is tested against it. */
export interface Upstream {
  id: string;
  title: string;
  /** Scheme and host; a mirror that is given instead serves the same paths. */
  origin: string;
  /** Paths of the files, all of which are needed; `{name}` stands for what `place` gives. */
  paths: readonly string[];
  /**
   * For what belongs to no ecosystem, such as which CVEs are exploited: the name of the source that its import makes.
   * Such an upstream is named by its id.
   */
  brings?: string;
  /** What `{latest}` in a path stands for, which small files of the upstream tell. */
  latest?: LatestName;
  /** The ecosystems, and of distributions the releases, that it has data about. */
  covers(ecosystem: Ecosystem, release: string): boolean;
  /** What the braces of a path stand for, by the ecosystem and the release of a shard. */
  place(ecosystem: Ecosystem, release: string): Readonly<Record<string, string>>;
}

const salsa = 'https://salsa.debian.org';
const distroInfoData = '/debian/distro-info-data/-/raw/main';

/**
 * Finds the newest file by reading small ones of the upstream, or of its mirror, by their paths.
 * @throws SeawallError when they do not say it
 */
export type LatestName = (
  read: (path: string) => Promise<string>,
  place: Readonly<Record<string, string>>,
) => Promise<string>;

/** Every upstream. The first that covers an ecosystem serves it: a vendor's own feed beats conversions of it. */
export const upstreams: readonly Upstream[] = [
  {
    id: 'debian-tracker',
    title: 'Debian security tracker',
    origin: 'https://security-tracker.debian.org',
    paths: ['/tracker/data/json'],
    covers: ({ shard }) => shard === 'debian',
    place: () => ({}),
  },
  {
    id: 'alpine-secdb',
    title: 'Alpine secdb',
    origin: 'https://secdb.alpinelinux.org',
    paths: ['/{branch}/main.json', '/{branch}/community.json'],
    covers: ({ shard }) => shard === 'alpine',
    place: (_, release) => ({ branch: release === 'edge' ? 'edge' : `v${release}` }),
  },
  {
    id: 'wolfi-secdb',
    title: 'Wolfi secdb',
    origin: 'https://packages.wolfi.dev',
    paths: ['/os/security.json'],
    covers: ({ shard }) => shard === 'wolfi',
    place: () => ({}),
  },
  {
    id: 'chainguard-secdb',
    title: 'Chainguard secdb',
    origin: 'https://packages.cgr.dev',
    paths: ['/chainguard/security.json'],
    covers: ({ shard }) => shard === 'chainguard',
    place: () => ({}),
  },
  {
    id: 'node-core',
    title: 'Node.js security working group',
    origin: 'https://raw.githubusercontent.com',
    paths: ['/nodejs/security-wg/main/vuln/core/index.json'],
    covers: ({ shard }) => shard === 'node-core',
    place: () => ({}),
  },
  {
    id: 'amazon-updateinfo',
    title: 'Amazon Linux updateinfo',
    origin: 'https://cdn.amazonlinux.com',
    paths: ['/{latest}'],
    latest: (read, { mirrors = '' }) => latestUpdateinfo(read, mirrors),
    // Release 1 has ended, and is served by another host.
    covers: ({ shard }, release) => shard === 'amzn' && release !== '1',
    place: (_, release) => ({ mirrors: amazonMirrors(release) }),
  },
  {
    id: 'oracle-oval',
    title: 'Oracle Linux OVAL',
    origin: 'https://linux.oracle.com',
    paths: ['/security/oval/com.oracle.elsa-all.xml.bz2'],
    covers: ({ shard }) => shard === 'ol',
    place: () => ({}),
  },
  {
    id: 'suse-oval',
    title: 'SUSE OVAL',
    origin: 'https://ftp.suse.com',
    paths: ['/pub/projects/security/oval/{file}'],
    covers: ({ shard }) => shard === 'sles' || shard.startsWith('opensuse-'),
    place: ({ shard }, release) => ({ file: suseFile(shard, release) }),
  },
  {
    id: 'redhat-vex',
    title: 'Red Hat VEX',
    origin: 'https://security.access.redhat.com',
    paths: ['/data/csaf/v2/vex/{latest}', '/data/metrics/repository-to-cpe.json'],
    latest: (read) => fileNameIn(read, '/data/csaf/v2/vex/archive_latest.txt'),
    covers: ({ shard }) => shard === 'redhat',
    place: () => ({}),
  },
  {
    id: 'osv',
    title: 'OSV',
    origin: 'https://osv-vulnerabilities.storage.googleapis.com',
    paths: ['/{ecosystem}/all.zip'],
    covers: ({ shard }) => shard !== 'ruby-engines' && shard !== 'amzn',
    place: ({ osv }) => ({ ecosystem: osv }),
  },
  beside('kev', 'CISA KEV', 'https://www.cisa.gov', '/sites/default/files/feeds/known_exploited_vulnerabilities.json'),
  beside('epss', 'EPSS', 'https://epss.empiricalsecurity.com', '/epss_scores-current.csv.gz'),
  {
    ...beside('distro-info-debian', 'distro-info of Debian', salsa, `${distroInfoData}/debian.csv`),
    brings: 'distro-info debian',
  },
  {
    ...beside('distro-info-ubuntu', 'distro-info of Ubuntu', salsa, `${distroInfoData}/ubuntu.csv`),
    brings: 'distro-info ubuntu',
  },
];

/** An upstream of what belongs to no ecosystem; its source has the same name where nothing else is said. */
function beside(id: string, title: string, origin: string, path: string): Upstream {
  return { id, title, origin, paths: [path], brings: id, covers: () => false, place: () => ({}) };
}

/** Of the core; the extras of release 2 have lists of their own. */
function amazonMirrors(release: string): string {
  return release === '2' ? '/2/core/latest/x86_64/mirror.list' : `/al${release}/core/mirrors/latest/x86_64/mirror.list`;
}

/** Of the server all service packs in one file, with what has no fix; openSUSE's are one for each release. */
function suseFile(shard: string, release: string): string {
  if (shard === 'sles') return `suse.linux.enterprise.${release.split('.', 1)[0] ?? ''}-affected.xml.gz`;
  return shard === 'opensuse-leap' ? `opensuse.leap.${release}.xml.gz` : 'opensuse.tumbleweed.xml.gz';
}

/** The files that belong together: used whole or not at all, since half of a release would pass for all of it. */
export interface UpdateUnit {
  upstream: Upstream;
  /** Shards that were asked for and that these files are about. */
  shards: string[];
  /**
   * The key of their ecosystem: what the files say about others would be data with holes, and is left out. Absent for what
   * belongs to none.
   */
  ecosystem?: string;
  /** What the braces of the paths stand for. */
  place: Readonly<Record<string, string>>;
  /** Paths below the origin, percent-encoded; `{latest}` in them is for the upstream to tell. */
  paths: string[];
}

/** What to fetch for a list of shard keys and ids of what belongs to no ecosystem, and the shards that no upstream has. */
export function planUpdate(shards: readonly string[]): { units: UpdateUnit[]; without: string[] } {
  const units = new Map<string, UpdateUnit>();
  const without: string[] = [];
  for (const shard of new Set(shards)) {
    const alone = upstreams.find(({ id, brings }) => brings !== undefined && id === shard);
    if (alone !== undefined) {
      units.set(shard, { upstream: alone, shards: [shard], place: {}, paths: [...alone.paths] });
      continue;
    }
    const known = ecosystemOfKey(shard);
    const upstream =
      known === undefined ? undefined : upstreams.find((one) => one.covers(known.ecosystem, known.release));
    if (known === undefined || upstream === undefined) {
      without.push(shard);
      continue;
    }
    const place = upstream.place(known.ecosystem, known.release);
    const paths = upstream.paths.map((path) => fill(path, place));
    const key = JSON.stringify([upstream.id, place]);
    const unit = units.get(key) ?? { upstream, shards: [], ecosystem: known.ecosystem.shard, place, paths };
    unit.shards.push(shard);
    units.set(key, unit);
  }
  return { units: [...units.values()], without };
}

function fill(path: string, place: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(?!latest\})(\w+)\}/g, (_, name: string) => encodeURIComponent(place[name] ?? ''));
}
