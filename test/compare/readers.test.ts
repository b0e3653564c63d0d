import { describe, expect, test } from 'vitest';
import type { Finding, Package, ScanResult } from '#model';
import { readSeawall } from './read-seawall.ts';
import { readSyft } from './read-syft.ts';
import { readTrivy } from './read-trivy.ts';

const keys = ({ packages }: { packages: ReadonlyMap<string, unknown> }) => [...packages.keys()];

describe('Trivy', () => {
  test('epochs and releases, names in one spelling, the places', () => {
    const listing = readTrivy(
      {
        Results: [
          {
            Target: 'x (debian 12)',
            Class: 'os-pkgs',
            Type: 'debian',
            Packages: [{ Name: 'a', Version: '1.2', Release: '3', Epoch: 1 }],
          },
          {
            Target: 'Python',
            Class: 'lang-pkgs',
            Type: 'python-pkg',
            Packages: [{ Name: 'Foo_Bar', Version: '1', FilePath: 'opt/f' }],
          },
          {
            Target: 'usr/bin/x',
            Class: 'lang-pkgs',
            Type: 'gobinary',
            Packages: [{ Name: 'a.b/c', Version: 'v1.0.0' }],
          },
        ],
      },
      '1',
    );
    expect(keys(listing)).toEqual(['deb a 1:1.2-3', 'pypi foo-bar 1', 'golang a.b/c 1.0.0']);
    expect([...listing.packages.values()].map(({ paths }) => paths)).toEqual([[], ['/opt/f'], ['/usr/bin/x']]);
  });

  test('a finding of a package in two places is one', () => {
    const found = { VulnerabilityID: 'CVE-1', PkgName: 'a', InstalledVersion: '1' };
    const result = { Target: 'Node.js', Class: 'lang-pkgs', Type: 'node-pkg', Vulnerabilities: [found, found] };
    expect(readTrivy({ Results: [result] }, '1').findings).toEqual([{ ids: ['CVE-1'], package: 'npm a 1' }]);
  });

  test('a scanner that nobody has mapped is refused, not left out', () => {
    expect(() => readTrivy({ Results: [{ Target: '', Class: 'lang-pkgs', Type: 'new' }] }, '1')).toThrow(/type new/);
  });
});

test('Syft: purls decide; without one, its own name of the type', () => {
  const artifact = (type: string, name: string, version: string, purl = '', ...paths: string[]) => ({
    type,
    name,
    version,
    purl,
    locations: paths.map((path) => ({ path })),
  });
  const listing = readSyft(
    {
      descriptor: { version: '' },
      artifacts: [
        artifact('npm', '@s/a', '1', 'pkg:npm/%40s/a@1', '/x', '/x'),
        artifact('java-archive', 'b', '1', 'pkg:maven/g/b@1'),
        artifact('deb', 'c', '1:2-3', 'pkg:deb/debian/c@1%3A2-3'),
        artifact('go-module', 'stdlib', 'go1.20', 'pkg:golang/stdlib@1.20'),
        artifact('go-module', 'm.n/o', 'UNKNOWN', 'pkg:golang/m.n/o'),
        artifact('binary', 'tool', '1'),
      ],
    },
    '1',
  );
  expect(keys(listing)).toEqual([
    'npm @s/a 1',
    'maven g:b 1',
    'deb c 1:2-3',
    'golang stdlib 1.20',
    'golang m.n/o ',
    'binary tool 1',
  ]);
  expect(listing.packages.get('npm @s/a 1')?.paths).toEqual(['/x']);
});

test('ours: declared, owned, masked, hidden', () => {
  const item = (name: string, extra: Partial<Package> = {}): Package => ({
    name,
    version: '1',
    type: 'npm',
    purl: `pkg:npm/${name}@1`,
    licences: [],
    locations: [{ path: '/x', how: 'x' }],
    scope: 'installed',
    base: 'unknown',
    ...extra,
  });
  const finding = {
    kind: 'vulnerability',
    ruleId: 'CVE-1',
    aliases: ['GHSA-1'],
    package: item('a'),
  } as unknown as Finding;
  const listing = readSeawall({
    tool: { name: 'seawall', version: '1' },
    packages: [item('a'), item('b', { scope: 'declared' }), item('c', { ownedBy: 'pkg:deb/debian/c@1' })],
    masked: [
      { package: item('a'), reason: '' },
      { package: item('d'), reason: '' },
    ],
    findings: [finding],
    suppressed: [{ finding, reason: 'owned' }],
    problems: [{ where: '/x/package.json', what: 'not valid JSON' }],
  } as unknown as ScanResult);
  expect([...listing.packages.values()]).toEqual([
    { type: 'npm', name: 'a', version: '1', paths: ['/x'] },
    { type: 'npm', name: 'b', version: '1', paths: ['/x'], declared: true },
    { type: 'npm', name: 'c', version: '1', paths: ['/x'], ownedBy: 'pkg:deb/debian/c@1' },
    { type: 'npm', name: 'd', version: '1', paths: ['/x'], masked: true },
  ]);
  expect(listing.findings).toEqual([
    { ids: ['CVE-1', 'GHSA-1'], package: 'npm a 1' },
    { ids: ['CVE-1', 'GHSA-1'], package: 'npm a 1', suppressed: 'owned' },
  ]);
  expect(listing.unread).toEqual(['/x/package.json: not valid JSON']);
});
