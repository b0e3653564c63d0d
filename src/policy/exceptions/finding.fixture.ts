import type { Finding, FindingPackage } from '#model';

const openssl: FindingPackage = {
  name: 'libssl3',
  version: '3.0.11-1',
  purl: 'pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12',
  type: 'deb',
  locations: [{ path: '/var/lib/dpkg/status', how: 'dpkg-status' }],
  source: { name: 'openssl', version: '3.0.11-1' },
  scope: 'installed',
};

/** A vulnerability in a Debian package. */
export function finding(more: Partial<Finding> = {}): Finding {
  return {
    id: 'f0'.repeat(32),
    kind: 'vulnerability',
    ruleId: 'CVE-2024-0001',
    aliases: ['GHSA-aaaa-bbbb-cccc'],
    title: 'a title',
    severity: { level: 'high', source: 'debian' },
    package: openssl,
    status: 'affected',
    why: 'openssl 3.0.11-1 is affected',
    evidence: {},
    references: [],
    ...more,
  };
}

/** The same in an npm package at these places. */
export function npmFinding(...paths: string[]): Finding {
  return finding({
    package: {
      name: '@scope/x',
      version: '1.0.0',
      purl: 'pkg:npm/%40scope/x@1.0.0',
      type: 'npm',
      locations: paths.map((path) => ({ path, how: 'npm-installed' })),
      scope: 'installed',
    },
  });
}
