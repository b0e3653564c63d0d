import { describe, expect, test } from 'vitest';
import { coverage } from './coverage.ts';
import { ecosystems } from './ecosystems.ts';
import { feeds } from './feeds/feeds.ts';
import { ovalDocument } from './feeds/oval.fixture.ts';
import { updateinfo } from './feeds/updateinfo.fixture.ts';
import { matchPackages } from './match-packages.ts';
import { memoryDatabase } from './match/memory-database.fixture.ts';

describe('the list of what is covered', () => {
  test('names every ecosystem that is compared, and no other', () => {
    const named = [...new Set(coverage.map(({ ecosystem }) => ecosystem))];
    expect(named).toEqual(ecosystems.map(({ osv }) => osv));
  });

  test('names every feed of vulnerabilities, and no other', () => {
    const beside = [
      'distro-info',
      'debian-support',
      'cve5-record',
      'cve-enrichment',
      'kev',
      'epss',
      'redhat-repositories',
    ];
    const all = feeds.map(({ id }) => id).filter((id) => !beside.includes(id));
    expect([...new Set(coverage.map(({ feed }) => feed))].toSorted()).toEqual(all.toSorted());
  });

  test('names the releases of every distribution, and says once what each source leaves open', () => {
    for (const { ecosystem, releases } of coverage) {
      const { kind } = ecosystems.find(({ osv }) => osv === ecosystem) ?? {};
      expect([ecosystem, releases !== undefined]).toEqual([ecosystem, kind === 'distribution']);
    }
    expect(new Set(coverage.map(({ ecosystem, feed }) => `${ecosystem} ${feed}`)).size).toBe(coverage.length);
  });
});

/** What a vendor publishes: CVE-2020-0001 is fixed in version `2.0.0-r0` of a package `x`. */
const made: Record<string, (ecosystem: string, release: string) => object | string> = {
  osv(ecosystem, release) {
    const ranges = [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.0.0-r0' }] }];
    const affected = [{ package: { ecosystem: `${ecosystem}${release}`, name: 'x' }, ranges }];
    return { id: 'CVE-2020-0001', modified: '2026-01-01T00:00:00Z', affected };
  },
  'alpine-secdb'(ecosystem) {
    const rolling = { reponame: 'os', urlprefix: 'https://packages.wolfi.dev' };
    const chainguard = { reponame: 'chainguard', urlprefix: 'https://packages.cgr.dev' };
    const packages = [{ pkg: { name: 'x', secfixes: { '2.0.0-r0': ['CVE-2020-0001'] } } }];
    return { ...(ecosystem === 'Wolfi' ? rolling : chainguard), packages };
  },
  'amazon-updateinfo': (_, id) => updateinfo([{ id, cves: ['CVE-2020-0001'], packages: ['x 0 2.0.0 r0 x86_64'] }]),
  'oracle-oval'(_, release) {
    const criteria = { all: [`Oracle Linux ${release} is installed`, 'x is earlier than 0:2.0.0-r0'] };
    return ovalDocument('com.oracle.elsa', [{ id: '1', title: 'ELSA-2020-1: x', cves: ['CVE-2020-0001'], criteria }]);
  },
  'suse-oval'(_, product) {
    const criteria = { all: [`${product} is installed`, 'x-2.0.0-r0 is installed'] };
    const definition = { id: '1', class: 'vulnerability', title: 'CVE-2020-0001', criteria };
    return ovalDocument(
      'org.opensuse.security',
      [definition],
      new Map([['x-2.0.0-r0 is installed', 'x less than 0:2.0.0-r0']]),
    );
  },
};

describe('what is tested on made data', () => {
  /** How the vendor names a release, and how os-release does. */
  const releases: Record<string, [vendor: string, versionId: string]> = {
    Debian: [':12', '12'],
    Ubuntu: [':22.04:LTS', '22.04'],
    Alpine: [':v3.19', '3.19.1'],
    'Rocky Linux': [':9', '9.4'],
    'Amazon Linux': ['ALAS2023-2026-1835', '2023'],
    'Oracle Linux': ['8', '8.10'],
    'SUSE Linux Enterprise Server': ['SUSE Linux Enterprise Server 15 SP5', '15.5'],
    'openSUSE Leap': ['openSUSE Leap 15.6', '15.6'],
    'openSUSE Tumbleweed': ['openSUSE Tumbleweed', '20230201'],
  };
  // Red Hat's has a suite of its own, and a naive check beside it.
  test.each(coverage.filter(({ tested, feed }) => tested === 'made data' && feed !== 'redhat-vex'))(
    '$ecosystem by $feed',
    async ({ ecosystem, feed: feedId }) => {
      const { shard: id, purlType } = ecosystems.find(({ osv: name }) => name === ecosystem) ?? {};
      const [release, versionId] = releases[ecosystem] ?? ['', '20230201'];
      const feed = feeds.find((candidate) => candidate.id === feedId)!;
      const database = await memoryDatabase([feed, made[feedId]!(ecosystem, release)]);
      const found = (version: string) => {
        const type = purlType as 'deb' | 'apk' | 'rpm' | 'bitnami';
        const place = { locations: [], licences: [], scope: 'installed' as const, base: 'unknown' as const };
        const item = { name: 'x', version, type, purl: `pkg:${type}/x@${version}`, ...place };
        const { findings, notChecked } = matchPackages([item], { id: id ?? '', versionId }, undefined, database);
        return [findings.map(({ ruleId }) => ruleId), notChecked];
      };
      expect(found('1.0.0-r0')).toEqual([['CVE-2020-0001'], []]);
      expect(found('2.0.0-r0')).toEqual([[], []]);
    },
  );
});
