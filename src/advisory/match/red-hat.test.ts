import type { Package } from '#model';
import { describe, expect, test } from 'vitest';
import { redhatRepositories } from '../feeds/redhat-repositories.ts';
import { redHatVex, type VexEntry } from '../feeds/redhat-vex.fixture.ts';
import { redhatVex } from '../feeds/redhat-vex.ts';
import { matchPackages } from '../match-packages.ts';
import { memoryDatabase } from './memory-database.fixture.ts';

const cpe = {
  appstream: 'cpe:/a:redhat:enterprise_linux:9::appstream',
  whole: 'cpe:/o:redhat:enterprise_linux:9',
  eus: 'cpe:/a:redhat:rhel_eus:9.2::appstream',
  openshift: 'cpe:/a:redhat:openshift:4.15::el9',
};

const repositories = {
  data: {
    'main-rpms': { cpes: [cpe.appstream] },
    'eus-rpms': { cpes: ['cpe:/a:redhat:rhel_eus:9.0::appstream', cpe.eus, 'cpe:/a:redhat:rhel_eus:9.4::appstream'] },
    'openshift-rpms': { cpes: [cpe.openshift] },
  },
};

function rpm(name: string, version: string, more: Partial<Package> = {}): Package {
  const place = { locations: [], licences: [], scope: 'installed' as const, base: 'unknown' as const };
  return { name, version, type: 'rpm', purl: `pkg:rpm/redhat/${name}@${version}`, ...place, ...more };
}

function fixed(version: string, more: Partial<VexEntry> = {}): VexEntry {
  return { status: 'fixed', cpe: cpe.appstream, name: 'libx', version, arch: 'x86_64', ...more };
}

function affected(more: Partial<VexEntry> = {}): VexEntry {
  return { status: 'known_affected', cpe: cpe.whole, name: 'x', arch: 'src', ...more };
}

/** What is found in one package of an image: `libx 1-1.el9: fixed 2-1.el9`, and what was not checked. */
async function found(entries: readonly VexEntry[], item: Package, contentSets: string[] = [], versionId = '9.2') {
  const files = [[redhatVex, redHatVex('CVE-2024-1000', entries)]] as const;
  const database = await memoryDatabase(...files, [redhatRepositories, repositories]);
  const { findings, notChecked } = matchPackages([item], { id: 'rhel', versionId }, contentSets, database);
  const shown = findings.map(({ status, fix }) => [status, fix?.version].filter(Boolean).join(' '));
  return [...shown, ...notChecked.map(({ what, why }) => `${what}: ${why}`)];
}

const source = { source: { name: 'x', version: '1-1.el9' } };

describe('packages of Red Hat Enterprise Linux', () => {
  test('a finding says what, why and what fixes it', async () => {
    const entries = [fixed('2-1.el9', { impact: 'Important', remedy: ['vendor_fix', 'RHSA-2024:1'] })];
    const database = await memoryDatabase([redhatVex, redHatVex('CVE-2024-1000', entries)]);
    const item = rpm('libx', '1-1.el9');
    const { findings } = matchPackages([item], { id: 'rhel', versionId: '9.2' }, [], database);
    expect(findings).toMatchObject([
      {
        ruleId: 'CVE-2024-1000',
        title: 'flaw of CVE-2024-1000',
        aliases: [],
        severity: { level: 'high', source: 'redhat' },
        status: 'fixed',
        fix: { version: '2-1.el9' },
        why: 'libx 1-1.el9 is older than the fixed version 2-1.el9',
        evidence: { source: 'redhat', advisory: 'RHSA-2024:1', range: '< 2-1.el9' },
        references: ['https://access.redhat.com/security/cve/CVE-2024-1000'],
        published: '2024-01-02T00:00:00Z',
      },
    ]);
  });

  test.each([
    ['1-1.el9', ['fixed 2-1.el9']],
    ['2-1.el9', []],
    ['1:0-1.el9', []],
  ])('%s against a fix by name', async (version, expected) => {
    expect(await found([fixed('2-1.el9')], rpm('libx', version))).toEqual(expected);
  });

  test('what is said of a source is so of everything built from it', async () => {
    expect(await found([affected()], rpm('liby', '1-1.el9', source))).toEqual(['affected']);
    expect(await found([affected()], rpm('liby', '1-1.el9'))).toEqual([]);
    expect(await found([affected()], rpm('x', '1-1.el9'))).toEqual([]);
    expect(await found([affected({ name: 'libx', arch: 'x86_64' })], rpm('libx', '1-1.el9'))).toEqual(['affected']);
  });

  test('a fix of the package, or that it is not affected, says more than what is said of its source', async () => {
    const item = rpm('libx', '2-1.el9', source);
    expect(await found([affected(), fixed('2-1.el9')], item)).toEqual([]);
    expect(await found([affected(), fixed('3-1.el9')], item)).toEqual(['fixed 3-1.el9']);
    const not: VexEntry = { status: 'known_not_affected', cpe: cpe.whole, name: 'libx' };
    expect(await found([affected(), not], item)).toEqual([]);
    expect(await found([affected(), not], rpm('liby', '1-1.el9', source))).toEqual(['affected']);
  });

  test.each([
    ['no_fix_planned', 'Will not fix', 'will not fix'],
    ['no_fix_planned', 'Out of support scope', 'end of life'],
    ['none_available', 'Fix deferred', 'deferred'],
  ])('%s "%s" is shown as %s', async (category, words, status) => {
    expect(await found([affected({ remedy: [category, words] })], rpm('libx', '1-1', source))).toEqual([status]);
  });

  test('what is looked into is shown as that', async () => {
    expect(await found([affected({ status: 'under_investigation' })], rpm('libx', '1-1', source))).toEqual([
      'under investigation',
    ]);
  });

  test('modules are compared within their stream', async () => {
    const entries = [fixed('2-1.module+el9+1+a', { module: 'x:2:9020:abc' }), fixed('9-1.el9')];
    const label = (stream: string) => ({ properties: { modularitylabel: `x:${stream}:9010:def` } });
    expect(await found(entries, rpm('libx', '1-1.module+el9+1+a', label('2')))).toEqual(['fixed 2-1.module+el9+1+a']);
    expect(await found(entries, rpm('libx', '1-1.module+el9+1+a', label('1')))).toEqual([]);
    expect(await found(entries, rpm('libx', '1-1.el9'))).toEqual(['fixed 9-1.el9']);
    expect(await found(entries, rpm('libx', '1-1.module+el9+1+a'))).toEqual([expect.stringContaining('stream')]);
  });

  test('packages of others are not judged by its data', async () => {
    const vendor = (name: string) => rpm('libx', '1-1.el9', { properties: { vendor: name } });
    expect(await found([fixed('2-1.el9')], vendor('Red Hat, Inc.'))).toEqual(['fixed 2-1.el9']);
    expect(await found([fixed('2-1.el9')], vendor('Fedora Project'))).toEqual([
      'packages of redhat:9: its vendor is not Red Hat, Inc.',
    ]);
  });

  test('CentOS is not covered by it', async () => {
    const database = await memoryDatabase([redhatVex, redHatVex('CVE-2024-1000', [fixed('2-1.el9')])]);
    const { notChecked } = matchPackages([rpm('libx', '1-1')], { id: 'centos', versionId: '9' }, [], database);
    expect(notChecked).toMatchObject([{ why: 'Seawall has no vulnerability source for centos' }]);
  });
});

describe('products', () => {
  test('of the main repositories are meant where the build recorded none', async () => {
    for (const product of ['enterprise_linux:9::baseos', 'enterprise_linux:9::crb', 'enterprise_linux:9'])
      expect(await found([fixed('2-1', { cpe: `cpe:/o:redhat:${product}` })], rpm('libx', '1-1'))).toHaveLength(1);
    for (const product of ['enterprise_linux:9::nfv', 'rhel_eus:9.2::appstream', 'openshift:4.15::el9'])
      expect(await found([fixed('2-1', { cpe: `cpe:/o:redhat:${product}` })], rpm('libx', '1-1'))).toEqual([]);
  });

  test('every minor release of 10 is of the main stream', async () => {
    const entries = [fixed('2-1', { cpe: 'cpe:/o:redhat:enterprise_linux:10.3::baseos' })];
    expect(await found(entries, rpm('libx', '1-1'), [], '10.0')).toEqual(['fixed 2-1']);
    const whole = affected({ cpe: 'cpe:/o:redhat:enterprise_linux:10' });
    expect(await found([whole], rpm('y', '1-1', source), [], '10.1')).toEqual(['affected']);
  });

  test('a fix in an extended stream neither clears nor raises anything on an image of the main one', async () => {
    const eus = fixed('1-2.el9_2.1', { cpe: cpe.eus });
    expect(await found([eus], rpm('libx', '1-1.el9', source))).toEqual([]);
    expect(await found([eus, affected()], rpm('libx', '1-2.el9_2.1', source), ['main-rpms'])).toEqual(['affected']);
  });

  test('on an image of the extended stream it decides, with the unfixed state of the whole release behind it', async () => {
    const eus = fixed('1-2.el9_2.1', { cpe: cpe.eus });
    const old = rpm('libx', '1-1.el9', source);
    const updated = rpm('libx', '1-2.el9_2.1', source);
    const all = [eus, affected(), fixed('9-1.el9_4')];
    expect(await found(all, old, ['eus-rpms'])).toEqual(['fixed 1-2.el9_2.1']);
    expect(await found(all, updated, ['eus-rpms'])).toEqual([]);
    expect(await found([affected()], updated, ['eus-rpms'])).toEqual(['affected']);
    // Published before the minor release was extended, a fix is one of the main stream.
    expect(await found([fixed('1-1.el9_2.1')], rpm('libx', '1-0.el9'), ['eus-rpms'])).toEqual(['fixed 1-1.el9_2.1']);
    // One repository serves several extended streams.
    expect(await found([eus], old, ['eus-rpms'], '9.4')).toEqual([]);
  });

  test('of several fixes the latest counts; on an extended stream those made for its minor release', async () => {
    const entries = [fixed('1-23.el9_2.4'), fixed('1-26.el9_3.2')];
    expect(await found(entries, rpm('libx', '1-23.el9_2.4'))).toEqual(['fixed 1-26.el9_3.2']);
    expect(await found(entries, rpm('libx', '1-26.el9_3.2'))).toEqual([]);
    expect(await found(entries, rpm('libx', '1-23.el9_2.4'), ['eus-rpms'])).toEqual([]);
    expect(await found(entries, rpm('libx', '1-23.el9_2.3'), ['eus-rpms'])).toEqual(['fixed 1-23.el9_2.4']);
    expect(await found(entries, rpm('libx', '1-20.el9'), ['eus-rpms'])).toEqual(['fixed 1-26.el9_3.2']);
  });

  test('of the main repositories are meant too where a manifest leaves out what the base image brought', async () => {
    const entries = [fixed('2-1.el9', { cpe: 'cpe:/o:redhat:enterprise_linux:9::baseos' })];
    expect(await found(entries, rpm('libx', '1-1.el9'), ['main-rpms'])).toEqual(['fixed 2-1.el9']);
  });

  test('on top of it count beside it, and in their own stream', async () => {
    const layered = fixed('2-1.el9', { cpe: cpe.openshift });
    const item = rpm('libx', '1-1.el9', source);
    expect(await found([layered], item, ['main-rpms', 'openshift-rpms'])).toEqual(['fixed 2-1.el9']);
    const unfixed = affected({ cpe: 'cpe:/a:redhat:openshift:4' });
    expect(await found([unfixed], item, ['main-rpms', 'openshift-rpms'])).toEqual(['affected']);
    expect(await found([unfixed, layered], rpm('libx', '2-1.el9', source), ['main-rpms', 'openshift-rpms'])).toEqual(
      [],
    );
    expect(await found([unfixed, fixed('2-1.el9')], rpm('libx', '2-1.el9', source), ['openshift-rpms'])).toEqual([
      'affected',
    ]);
  });

  test('of repositories that nobody knows are said to be unknown', async () => {
    expect(await found([fixed('2-1.el9')], rpm('libx', '1-1'), ['main-rpms', 'odd-rpms'])).toEqual([
      'fixed 2-1.el9',
      'packages of odd-rpms: Red Hat does not list that repository',
    ]);
    const database = await memoryDatabase([redhatVex, redHatVex('CVE-2024-1000', [fixed('2-1.el9')])]);
    const os = { id: 'rhel', versionId: '9.2' };
    const { findings, notChecked } = matchPackages([rpm('libx', '1-1')], os, ['main-rpms'], database);
    expect([findings.length, notChecked.map(({ why }) => why)]).toEqual([
      1,
      ['the vulnerability database has no redhat:repositories'],
    ]);
  });

  test('are asked for once, and by packages of the system only', async () => {
    const database = await memoryDatabase([redhatVex, redHatVex('CVE-2024-1000', [fixed('2-1.el9')])]);
    const unchecked = (...packages: Package[]) =>
      matchPackages(packages, { id: 'rhel', versionId: '9.2' }, ['main-rpms'], database).notChecked;
    expect(unchecked(rpm('libx', '1-1'), rpm('liby', '1-1'))).toMatchObject([{ count: 1 }]);
    expect(unchecked({ ...rpm('left', '1.0.0'), type: 'npm' }).map(({ what }) => what)).toEqual(['npm packages']);
    expect(unchecked()).toEqual([]);
  });

  test('differ from image to image for one package, and so do the findings', async () => {
    const entries = [fixed('2-1.el9'), fixed('1-2.el9_2', { cpe: cpe.eus })];
    const files = [[redhatVex, redHatVex('CVE-2024-1000', entries)]] as const;
    const database = await memoryDatabase(...files, [redhatRepositories, repositories]);
    const fixes = ['main-rpms', 'eus-rpms', 'main-rpms'].map((contentSet) => {
      const os = { id: 'rhel', versionId: '9.2' };
      return matchPackages([rpm('libx', '1-1.el9')], os, [contentSet], database).findings[0]?.fix?.version;
    });
    expect(fixes).toEqual(['2-1.el9', '1-2.el9_2', '2-1.el9']);
  });
});

test('a release that nothing is known about is not checked, and the table of repositories is no release', async () => {
  const database = await memoryDatabase(
    [redhatVex, redHatVex('CVE-2024-1000', [fixed('2-1.el9')])],
    [redhatRepositories, repositories],
  );
  const { notChecked } = matchPackages([rpm('libx', '1-1')], { id: 'rhel', versionId: '8.9' }, ['main-rpms'], database);
  expect(notChecked.map(({ why }) => why)).toEqual(['the vulnerability database has no data for redhat:8, only for 9']);
});
