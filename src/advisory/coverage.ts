/** What one feed brings for one distribution or ecosystem, and what it leaves open. */
export interface Coverage {
  /** Name of the ecosystem in OSV, as in the list of ecosystems. */
  ecosystem: string;
  /** Releases that the feed speaks of; absent where there are none. */
  releases?: string;
  /** Id of the feed. */
  feed: string;
  /** What the feed is tested on: advisories as published, or files made in the published form. */
  tested: 'real data' | 'made data';
  notCovered: string;
}

const comparable = 'ranges over commits; what has no record';

/** Every distribution and ecosystem with every feed about it: `docs/coverage.md` is made from this. */
export const coverage: readonly Coverage[] = [
  {
    ecosystem: 'Debian',
    releases: 'all that the tracker lists, testing and unstable too',
    feed: 'debian-tracker',
    tested: 'real data',
    notCovered: 'packages from other archives; vulnerabilities that the tracker calls undetermined',
  },
  {
    ecosystem: 'Debian',
    releases: 'all that OSV lists',
    feed: 'osv',
    tested: 'made data',
    notCovered: "the tracker's states (no-DSA, postponed); the tracker decides where both are there",
  },
  {
    ecosystem: 'Ubuntu',
    releases: 'all that OSV lists; the ESM ecosystems (`Ubuntu:Pro:…`) are kept and not matched',
    feed: 'osv',
    tested: 'made data',
    notCovered: 'fixes that only ESM has; packages from other archives',
  },
  {
    ecosystem: 'Alpine',
    releases: 'every branch, edge',
    feed: 'alpine-secdb',
    tested: 'real data',
    notCovered: 'vulnerabilities without a fix, which the secdb does not list',
  },
  {
    ecosystem: 'Alpine',
    releases: 'every branch that OSV lists',
    feed: 'osv',
    tested: 'made data',
    notCovered: 'vulnerabilities without a fix; the secdb decides where both are there',
  },
  {
    ecosystem: 'Wolfi',
    releases: 'rolling',
    feed: 'osv',
    tested: 'made data',
    notCovered: 'its secdb in the form of Alpine is not taken for Wolfi',
  },
  {
    ecosystem: 'Chainguard',
    releases: 'rolling',
    feed: 'osv',
    tested: 'made data',
    notCovered: 'its secdb in the form of Alpine is not taken for Chainguard',
  },
  {
    ecosystem: 'AlmaLinux',
    releases: '8, 9, 10',
    feed: 'osv',
    tested: 'real data',
    notCovered: 'vulnerabilities without a fix; module packages whose stream is not recorded',
  },
  {
    ecosystem: 'Rocky Linux',
    releases: 'all that OSV lists',
    feed: 'osv',
    tested: 'made data',
    notCovered: 'vulnerabilities without a fix; module packages whose stream is not recorded',
  },
  {
    ecosystem: 'Red Hat Enterprise Linux',
    releases: '7, 8, 9, 10, with UBI, extended streams and products on top where the image names its content sets',
    feed: 'redhat-vex',
    tested: 'made data',
    notCovered:
      'CentOS and CentOS Stream; packages of other vendors; the form of the files to come (`vex-feed`); ' +
      'changes since the archive; module packages whose stream is not recorded',
  },
  { ecosystem: 'npm', feed: 'osv', tested: 'real data', notCovered: comparable },
  {
    ecosystem: 'npm',
    feed: 'npm-shards',
    tested: 'real data',
    notCovered: 'all but one range of an advisory with several; OSV records of the same id take their place',
  },
  { ecosystem: 'crates.io', feed: 'osv', tested: 'real data', notCovered: comparable },
  { ecosystem: 'Go', feed: 'osv', tested: 'real data', notCovered: 'which functions of a module are called' },
  { ecosystem: 'PyPI', feed: 'osv', tested: 'real data', notCovered: comparable },
  { ecosystem: 'Maven', feed: 'osv', tested: 'real data', notCovered: 'jars whose coordinates cannot be told' },
  { ecosystem: 'RubyGems', feed: 'osv', tested: 'real data', notCovered: comparable },
  {
    ecosystem: 'RubyGems',
    feed: 'ruby-advisory',
    tested: 'real data',
    notCovered: 'severity of advisories without one',
  },
  {
    ecosystem: 'Ruby engines',
    feed: 'ruby-advisory',
    tested: 'real data',
    notCovered: 'severity of advisories without one',
  },
  { ecosystem: 'Packagist', feed: 'osv', tested: 'real data', notCovered: 'versions that are branches (`dev-main`)' },
  { ecosystem: 'NuGet', feed: 'osv', tested: 'real data', notCovered: comparable },
];
