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
    releases: 'all that OSV lists, also those that only Ubuntu Pro still maintains',
    feed: 'osv',
    tested: 'made data',
    notCovered:
      'whether a vulnerability without a fix is ignored or deferred; builds of FIPS and Realtime; packages from other archives',
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
    feed: 'alpine-secdb',
    tested: 'made data',
    notCovered: 'vulnerabilities without a fix, which the secdb does not list',
  },
  {
    ecosystem: 'Wolfi',
    releases: 'rolling',
    feed: 'osv',
    tested: 'made data',
    notCovered: 'vulnerabilities without a fix; the secdb decides where both are there',
  },
  {
    ecosystem: 'Chainguard',
    releases: 'rolling',
    feed: 'alpine-secdb',
    tested: 'made data',
    notCovered: 'vulnerabilities without a fix, which the secdb does not list',
  },
  {
    ecosystem: 'Chainguard',
    releases: 'rolling',
    feed: 'osv',
    tested: 'made data',
    notCovered: 'vulnerabilities without a fix; the secdb decides where both are there',
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
    ecosystem: 'Amazon Linux',
    releases: '1 (2011.09 to 2018.03), 2, 2023',
    feed: 'amazon-updateinfo',
    tested: 'made data',
    notCovered:
      'vulnerabilities without a fix; repositories whose file was not imported: each topic of the extras of 2, livepatch and ' +
      'NVIDIA of 2023 have their own. Which repository a package is from is not recorded: in the extras, packages of the ' +
      'version that a topic is named after are told apart (PHP 8.1, 8.2), others (`rubygem-json` of `ruby3.0`, `docker`) not',
  },
  {
    ecosystem: 'Oracle Linux',
    releases: 'all that the file lists: 5 to 10',
    feed: 'oracle-oval',
    tested: 'made data',
    notCovered:
      'vulnerabilities without a fix; in user-space Ksplice and FIPS builds, what only the notices about plain builds name',
  },
  {
    ecosystem: 'SUSE Linux Enterprise Server',
    releases:
      '11 to 16, service packs apart; modules and products for SAP, LTSS and the like count to their service pack',
    feed: 'suse-oval',
    tested: 'made data',
    notCovered:
      'vulnerabilities without a fix, unless the `-affected` file was imported; Desktop, Micro, Manager and other products; ' +
      'whether a fix needs LTSS',
  },
  {
    ecosystem: 'openSUSE Leap',
    releases: '15.0 and newer',
    feed: 'suse-oval',
    tested: 'made data',
    notCovered: 'vulnerabilities without a fix, unless an `-affected` file was imported; Leap Micro',
  },
  {
    ecosystem: 'openSUSE Tumbleweed',
    releases: 'rolling',
    feed: 'suse-oval',
    tested: 'made data',
    notCovered: 'vulnerabilities without a fix, unless an `-affected` file was imported',
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
  {
    ecosystem: 'Node.js',
    feed: 'node-core',
    tested: 'real data',
    notCovered:
      'vulnerabilities on Windows only; before 4.0 all but a few; packages of a distribution, which its data decides',
  },
  { ecosystem: 'Packagist', feed: 'osv', tested: 'real data', notCovered: 'versions that are branches (`dev-main`)' },
  { ecosystem: 'NuGet', feed: 'osv', tested: 'real data', notCovered: comparable },
  {
    ecosystem: 'Bitnami',
    feed: 'osv',
    tested: 'made data',
    notCovered: 'vulnerabilities from before 2020; software that Bitnami does not follow, or not any more',
  },
];
