import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shardOfName } from '../ecosystems.ts';
import { planUpdate, upstreams } from './upstreams.ts';

const paths = (...shards: string[]) => planUpdate(shards).units.flatMap((unit) => unit.paths);

describe('the plan of an update', () => {
  test('names the files of each shard', () => {
    expect(paths('debian:12')).toEqual(['/tracker/data/json']);
    expect(paths('alpine:3.20')).toEqual(['/v3.20/main.json', '/v3.20/community.json']);
    expect(paths('alpine:edge')).toEqual(['/edge/main.json', '/edge/community.json']);
    expect(paths('pypi', 'go', 'crates.io')).toEqual(['/PyPI/all.zip', '/Go/all.zip', '/crates.io/all.zip']);
    expect(paths('bitnami')).toEqual(['/Bitnami/all.zip']);
    expect(paths('wolfi', 'chainguard')).toEqual(['/os/security.json', '/chainguard/security.json']);
    expect(paths('node-core')).toEqual(['/nodejs/security-wg/main/vuln/core/index.json']);
    expect(paths('redhat:9', 'redhat:repositories')).toEqual([
      '/data/csaf/v2/vex/{latest}',
      '/data/metrics/repository-to-cpe.json',
    ]);
    expect(paths('rocky:9')).toEqual(['/Rocky%20Linux/all.zip']);
    expect(paths('ol:9')).toEqual(['/security/oval/com.oracle.elsa-all.xml.bz2']);
    expect(paths('sles:15.5')).toEqual(['/pub/projects/security/oval/suse.linux.enterprise.15-affected.xml.gz']);
    expect(paths('opensuse-leap:15.6')).toEqual(['/pub/projects/security/oval/opensuse.leap.15.6.xml.gz']);
    expect(paths('opensuse-tumbleweed')).toEqual(['/pub/projects/security/oval/opensuse.tumbleweed.xml.gz']);
  });

  test('fetches what serves several shards once', () => {
    expect(paths('ol:8', 'ol:9', 'sles:15.4', 'sles:15.5', 'sles:15')).toEqual([
      '/security/oval/com.oracle.elsa-all.xml.bz2',
      '/pub/projects/security/oval/suse.linux.enterprise.15-affected.xml.gz',
    ]);
    expect(paths('debian:12', 'debian:13', 'almalinux:8', 'almalinux:9', 'npm', 'npm')).toEqual([
      '/tracker/data/json',
      '/AlmaLinux/all.zip',
      '/npm/all.zip',
    ]);
  });

  test('says which shards nobody publishes', () => {
    expect(planUpdate(['ruby-engines', 'plan9:4', 'amzn:1', 'npm']).without).toEqual([
      'ruby-engines',
      'plan9:4',
      'amzn:1',
    ]);
  });

  test('never leaves its folder by what a shard is called', () => {
    expect(paths('alpine:../../etc')).toEqual(['/v..%2F..%2Fetc/main.json', '/v..%2F..%2Fetc/community.json']);
  });
});

describe('the name of a shard', () => {
  test.each([
    ['debian:12', 'debian:12'],
    ['debian:bookworm', 'debian:12'],
    ['Debian:sid', 'debian:sid'],
    ['alpine:3.20', 'alpine:3.20'],
    ['Alpine:v3.20', 'alpine:3.20'],
    ['alpine:edge', 'alpine:edge'],
    ['Rocky Linux:9', 'rocky:9'],
    ['amzn:2023', 'amzn:2023'],
    ['Amazon Linux:2018.03', 'amzn:1'],
    ['Oracle Linux:8', 'ol:8'],
    ['sles:15.5', 'sles:15.5'],
    ['openSUSE Leap:15.6', 'opensuse-leap:15.6'],
    ['opensuse-tumbleweed', 'opensuse-tumbleweed'],
    ['ubuntu:24.04', 'ubuntu:24.04'],
    ['redhat:9', 'redhat:9'],
    ['rhel:9.4', 'redhat:9'],
    ['Red Hat Enterprise Linux:8', 'redhat:8'],
    ['wolfi', 'wolfi'],
    [' PyPI ', 'pypi'],
    ['crates.io', 'crates.io'],
    ['Node.js', 'node-core'],
    ['Bitnami', 'bitnami'],
  ])('%s is %s', (name, shard) => {
    expect(shardOfName(name)).toBe(shard);
  });

  test.each([
    ['plan9', /no vulnerability data is known by that name; expected one of debian:RELEASE, .*npm/],
    ['', /no vulnerability data/],
    ['debian', /name the release too, as in debian:RELEASE/],
    ['alpine:../x', /name the release too/],
    ['npm:1', /npm has no releases/],
  ])('%s is refused', (name, why) => {
    expect(() => shardOfName(name)).toThrow(why);
  });
});

test('the documentation lists every upstream with its addresses', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/vulnerability-data.md'), 'utf8');
  const listed = [...text.matchAll(/^\|[^|]+\|[^|]+\| `(https:[^`]+)` \|$/gm)].map(([, address]) => address);
  expect(listed).toEqual(upstreams.flatMap(({ origin, paths: all }) => all.map((path) => origin + path)));
  for (const { title } of upstreams) expect(text).toContain(`| ${title} |`);
});
