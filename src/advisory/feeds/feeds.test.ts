import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { feeds } from './feeds.ts';
import { ovalDocument } from './oval.fixture.ts';
import { updateinfo } from './updateinfo.fixture.ts';

describe('the list of feeds', () => {
  test('names every file of the folder that defines one', () => {
    const files = readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .filter((name) => /^export const \w+: Feed = /m.test(readFileSync(join(import.meta.dirname, name), 'utf8')))
      .map((name) => name.slice(0, -3));
    expect(feeds.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  });

  const samples: [text: string, feed: string | undefined][] = [
    ['{"openssl":{"CVE-2023-1":{"releases":{}}}}', 'debian-tracker'],
    ['\n{ "0ad" : { "TEMP-0000-1" : {}', 'debian-tracker'],
    ['{"apkurl":"x","distroversion":"v3.17","reponame":"main","packages":[]}', 'alpine-secdb'],
    ['{"packages":[{"pkg":{"name":"a","secfixes":{"1":["CVE-2020-1"]}}}],"reponame":"main"}', 'alpine-secdb'],
    [
      '{"apkurl":"x","archs":["x86_64"],"reponame":"os","urlprefix":"https://packages.wolfi.dev","packages":[]}',
      'alpine-secdb',
    ],
    ['{"id":"GHSA-xxxx","modified":"2024-01-01T00:00:00Z","affected":[]}', 'osv'],
    ['{"schema_version":"1.6.0","id":"GO-2020-0001"', 'osv'],
    ['{"id":"ALSA-2025:1","summary":"Important: x","affected":[', 'osv'],
    ['{"catalogVersion":"2025.08.25","vulnerabilities":[{"cveID":"CVE-2020-1"}]}', 'kev'],
    ['#model_version:v2025.03.14,score_date:2025-09-26T12:55:00Z\ncve,epss,percentile\n', 'epss'],
    ['cve,epss,percentile\n', 'epss'],
    ['CVE,CVSS Score,EPSS,Description,Published,Source\n', 'epss'],
    ['{"dataType":"CVE_RECORD","cveMetadata":{"cveId":"CVE-2020-1"},"affected":[]}', 'cve5-record'],
    ['cve,state,published,cvss_kind,vector,score,severity,cvss_source\n', 'cve-enrichment'],
    ['{"1":{"cve":["CVE-2017-1000381"],"vulnerable":"8.x","patched":"^8.1.4"}}', 'node-core'],
    ['version,codename,series,created,release,eol,eol-lts,eol-elts\n12,Bookworm', 'distro-info'],
    ['\n# List of packages where security support is limited\n', 'debian-support'],
    [updateinfo([{ id: 'ALAS-2011-1', packages: [] }]), 'amazon-updateinfo'],
    [updateinfo([{ id: 'ALAS2023LIVEPATCH-2023-001', packages: [] }]), 'amazon-updateinfo'],
    [ovalDocument('com.oracle.elsa', [{ id: '1', title: 'ELSA-2020-1: x' }]), 'oracle-oval'],
    [ovalDocument('org.opensuse.security', [{ id: '1', title: 'CVE-2020-0001' }]), 'suse-oval'],
    ['{"document":{"category":"csaf_vex","publisher":{"name":"Red Hat Product Security"}}}', 'redhat-vex'],
    ['{"data":{"3scale-amp-rpms":{"cpes":["cpe:/a:redhat:3scale:2"]}}}', 'redhat-repositories'],
    ['{"last_updated":"2025-04-04","data": { "a-rpms": { "cpes": []}}}', 'redhat-repositories'],
    // What lies beside feeds and must not be taken for one.
    ['{"@context":"https://openvex.dev/ns/v0.2.0","@id":"x","statements":[]}', undefined],
    ['{"package":"lodash","advisories":[{"id":"GHSA-1","modified":"x"}]}', undefined],
    ['{"catalogVersion":"2025.08.25","vulnerabilities":[]}', undefined],
    ['{"document":{"category":"csaf_vex","publisher":{"name":"SUSE"}}}', undefined],
    ['{"document":{"category":"csaf_security_advisory","publisher":{"name":"Red Hat"}}}', undefined],
    ['{"data":{"a":{"b":1}}}', undefined],
    ['[{"id":"CVE-2020-1"}]', undefined],
    ['cve,cvss\nCVE-2020-1,9', undefined],
    [updateinfo([{ id: 'RLSA-2022:1', packages: [] }]), undefined],
    [ovalDocument('com.oracle.ovmsa', [{ id: '1', title: 'OVMSA-2020-1: x' }]), undefined],
    [ovalDocument('com.redhat.rhsa', [{ id: '1', title: 'RHSA-2020:1: x' }]), undefined],
    ['{}', undefined],
    ['', undefined],
    ['distroversion: v3.11\nreponame: main', undefined],
  ];
  test.each(samples)('%s', (text, expected) => {
    expect(feeds.filter((feed) => feed.recognise(Buffer.from(text))).map(({ id }) => id)).toEqual(
      expected === undefined ? [] : [expected],
    );
  });
});
