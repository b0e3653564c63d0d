import { describe, expect, test } from 'vitest';
import { debianReleases, debianVersionOf } from './debian-releases.ts';
import { ecosystemOfDistribution, ecosystemOfOsv, ecosystemOfPurlType, oracleBuild, shardKey } from './ecosystems.ts';
import { orderingOf } from './version/orderings.ts';

describe('ecosystems', () => {
  test.each([
    ['Debian', 'debian'],
    ['Debian:sid', 'debian:sid'],
    ['Ubuntu:Pro:18.04:LTS', 'ubuntu:Pro:18.04'],
    ['Alpine:edge', 'alpine:edge'],
    ['Chainguard', 'chainguard'],
    ['PyPI', 'pypi'],
    ['SUSE:Linux Enterprise Server 15 SP5', 'suse:Linux Enterprise Server 15 SP5'],
    ['openSUSE:Leap 15.6', 'opensuse:Leap 15.6'],
    ['Unheard Of:v1:x', 'unheard of:v1:x'],
    ['', ''],
    ['constructor', 'constructor'],
  ])('OSV %j is kept as %j', (name, shard) => expect(ecosystemOfOsv(name).shard).toBe(shard));

  test('a distribution that is compared has a known ordering and says what its notices name', () => {
    const rpms = ['almalinux', 'rocky', 'amzn', 'ol', 'sles', 'opensuse-leap', 'opensuse-tumbleweed'];
    for (const id of ['debian', 'ubuntu', 'alpine', 'wolfi', 'chainguard', ...rpms]) {
      const ecosystem = ecosystemOfDistribution(id);
      expect(orderingOf(ecosystem?.ordering ?? '')?.id).toBe(ecosystem?.purlType);
      expect(ecosystem?.names).toBeDefined();
    }
  });

  test('every language ecosystem has an ordering that goes by its name', () => {
    for (const name of ['npm', 'PyPI', 'Maven', 'Go', 'RubyGems', 'NuGet', 'Packagist', 'crates.io', 'Bitnami']) {
      const { ecosystem } = ecosystemOfOsv(name);
      expect([name, orderingOf(ecosystem.ordering ?? '')?.id]).toEqual([name, orderingOf(name)?.id]);
    }
  });

  test('language packages never pass for a distribution, nor the other way round', () => {
    expect(ecosystemOfDistribution('npm')).toBeUndefined();
    expect(ecosystemOfPurlType('deb', 'x')).toBeUndefined();
    expect(ecosystemOfPurlType('npm', 'x')?.shard).toBe('npm');
  });

  test('of packages without an ecosystem, only those with advisories of their own have one', () => {
    expect(ecosystemOfPurlType('generic', 'ruby')?.shard).toBe('ruby-engines');
    for (const name of ['node', 'node.js']) {
      const ecosystem = ecosystemOfPurlType('generic', name);
      expect([ecosystem?.shard, ecosystem?.spelling?.(name)]).toEqual(['node-core', 'node']);
    }
    expect(ecosystemOfPurlType('generic', 'openssl')).toBeUndefined();
  });

  test('releases without a number of their own have one shard', () => {
    expect(shardKey(ecosystemOfDistribution('wolfi')!, '20230201')).toBe('wolfi');
  });
});

test.each([
  ['amzn', '2018.03', 'amzn:1'],
  ['amzn', '2011.09', 'amzn:1'],
  ['amzn', '2', 'amzn:2'],
  ['amzn', '2023', 'amzn:2023'],
  ['ol', '8.10', 'ol:8'],
  ['sles', '15.5', 'sles:15.5'],
  ['sles', '15', 'sles:15'],
  ['opensuse-leap', '15.6', 'opensuse-leap:15.6'],
  ['opensuse-tumbleweed', '20240101', 'opensuse-tumbleweed'],
])('%s %s is kept in %s', (id, versionId, shard) => {
  expect(shardKey(ecosystemOfDistribution(id)!, versionId)).toBe(shard);
});

test.each([
  ['2:1.1.1g-15.ksplice1.el8_3', 'ksplice'],
  ['2:2.28-251.0.2.ksplice.el8', 'ksplice'],
  ['10:3.6.16-4.el8_fips', 'fips'],
  ['1.10.0-10.el9_2_fips', 'fips'],
  ['1:1.1.1k-12.el8_9', undefined],
  ['2.4-1.fipscheck.el7', undefined],
])("Oracle's %s is a build for %s", (version, build) => expect(oracleBuild(version)).toBe(build));

describe('Debian releases', () => {
  test('code names and numbers are unique, in rising order', () => {
    const numbers = debianReleases.map(([, version]) => Number(version)).filter((version) => !Number.isNaN(version));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(new Set(debianReleases.map(([codename]) => codename)).size).toBe(debianReleases.length);
  });
  test('an unknown name stays itself', () =>
    expect([debianVersionOf('bookworm'), debianVersionOf('zurg')]).toEqual(['12', 'zurg']));
});
