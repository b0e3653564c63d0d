import { describe, expect, test } from 'vitest';
import { parsePurl, type Finding, type Package, type Subject } from '#model';
import { applyVex } from './apply-vex.ts';
import type { VexProduct, VexStatement } from './vex-statement.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
const subject: Subject = {
  kind: 'registry',
  reference: 'ghcr.io/team/app:1.0',
  digest,
  os: { id: 'rhel', versionId: '9.4' },
  layers: [],
  notes: [],
};

function packaged(purl: string, more: Partial<Package> = {}): Package {
  const { type, namespace, name, version = '' } = parsePurl(purl)!;
  const full = namespace === undefined || type === 'deb' ? name : `${namespace}/${name}`;
  const locations = [{ path: '/app/bin', how: 'go' }];
  return {
    name: full,
    version,
    purl,
    type: type as Package['type'],
    locations,
    licences: [],
    scope: 'installed',
    base: false,
    ...more,
  };
}

const libssl = packaged('pkg:deb/debian/libssl3@3.0.11-1?arch=amd64', {
  source: { name: 'openssl', version: '3.0.11-1' },
});

function finding(item: Package = libssl, more: Partial<Finding> = {}): Finding {
  const { name, version, purl, type, locations, source, scope } = item;
  return {
    id: 'f0'.repeat(32),
    kind: 'vulnerability',
    ruleId: 'CVE-2024-0001',
    aliases: ['GHSA-aaaa-bbbb-cccc'],
    title: '',
    severity: { level: 'high' },
    package: { name, version, purl, type, locations, scope, ...(source !== undefined && { source }) },
    status: 'affected',
    why: '',
    evidence: { source: 'debian' },
    references: [],
    ...more,
  };
}

function purl(text: string, ...parts: string[]): VexProduct {
  return { purl: parsePurl(text)!, ...(parts.length > 0 && { parts: parts.map((part) => purl(part)) }) };
}

function statement(more: Partial<VexStatement> = {}): VexStatement {
  return {
    names: ['cve-2024-0001'],
    products: [purl('pkg:deb/debian/libssl3')],
    status: 'not_affected',
    source: 'x.json, statement 1',
    justification: 'vulnerable_code_not_present',
    ...more,
  };
}

function hides(product: VexProduct, item: Package = libssl, packages: Package[] = [item], from = subject): boolean {
  const result = applyVex([finding(item)], [statement({ products: [product] })], { subject: from, packages });
  return result.suppressed.length === 1;
}

const apply = (statements: VexStatement[], item = finding()) =>
  applyVex([item], statements, { subject, packages: [libssl] });

describe('a VEX statement', () => {
  test('that a product is not affected hides the finding, with the reason and who says so', () => {
    const said = statement({ author: 'Vendor', detail: 'compiled out', timestamp: '2026-01-01T00:00:00Z' });
    const { names: _, products: __, ...verdict } = said;
    expect(apply([said])).toEqual({
      findings: [],
      suppressed: [
        {
          finding: { ...finding(), status: 'not affected', evidence: { source: 'debian', vex: verdict } },
          reason: 'not affected, by VEX: vulnerable_code_not_present; compiled out',
          who: 'Vendor',
          source: 'x.json, statement 1',
        },
      ],
    });
  });

  test('that a version is fixed hides it, too', () => {
    const { justification: _, ...fixed } = statement({ status: 'fixed' });
    expect(apply([fixed]).suppressed).toMatchObject([{ finding: { status: 'fixed' }, reason: 'fixed, by VEX' }]);
  });

  test.each([
    ['under_investigation', {}, {}, 'under investigation'],
    ['affected', {}, { status: 'deferred' }, 'affected'],
    ['affected', {}, { status: 'fixed', fix: { version: '2' } }, 'fixed'],
    ['affected', { willNotFix: true }, {}, 'will not fix'],
  ] as const)('%s %j of a finding %j leaves it, as %s', (status, more, before, after) => {
    const [found] = apply([statement({ status, ...more })], finding(libssl, before)).findings;
    expect(found).toMatchObject({ status: after, evidence: { source: 'debian', vex: { status } } });
  });

  test('the latest counts, whatever the order and the name', () => {
    const older = statement({ timestamp: '2026-01-01T00:00:00Z' });
    const newer = statement({
      names: ['ghsa-aaaa-bbbb-cccc'],
      status: 'affected',
      timestamp: '2026-01-02T00:00:00+09:00',
    });
    expect(apply([newer, older]).findings).toHaveLength(1);
    expect(apply([older, newer]).findings).toHaveLength(1);
    expect(apply([newer, { ...older, timestamp: '2026-01-03T00:00:00Z' }]).findings).toEqual([]);
    expect(apply([older, statement({ status: 'affected' })]).findings).toEqual([]);
    expect(apply([statement(), statement({ status: 'affected' })]).findings).toHaveLength(1);
  });

  test('about another vulnerability or kind says nothing', () => {
    expect(apply([statement({ names: ['cve-2024-0002'] })]).findings).toEqual([finding()]);
    expect(apply([statement()], finding(libssl, { kind: 'license' })).findings).toHaveLength(1);
    expect(apply([]).findings).toEqual([finding()]);
  });
});

describe('a product', () => {
  test.each([
    ['pkg:deb/debian/libssl3', true],
    ['pkg:deb/debian/libssl3@3.0.11-1', true],
    ['pkg:deb/debian/libssl3@3.0.11-2', false],
    ['pkg:deb/debian/openssl?arch=source', true],
    ['pkg:deb/debian/openssl@3.0.11-1?arch=source', true],
    ['pkg:deb/debian/openssl@3.0.12-1?arch=source', false],
    ['pkg:deb/debian/openssl', false],
    ['pkg:oci/app', true],
    ['pkg:oci/app?repository_url=ghcr.io/team/app', true],
    ['pkg:oci/app?repository_url=ghcr.io/team', true],
    ['pkg:oci/app?repository_url=ghcr.io/team&tag=1.0', true],
    ['pkg:oci/app?repository_url=ghcr.io/team&tag=2.0', false],
    ['pkg:oci/app?repository_url=ghcr.io/other', false],
    ['pkg:oci/other', false],
    [`pkg:oci/whatever@${digest}`, true],
    [`pkg:oci/app@sha256:${'cd'.repeat(32)}`, false],
    ['pkg:npm/app', false],
  ])('%s: %s', (text, expected) => {
    expect(hides(purl(text))).toBe(expected);
  });

  test('by digest is the image', () => {
    expect(hides({ digest })).toBe(true);
    expect(hides({ digest: `sha256:${'cd'.repeat(32)}` })).toBe(false);
  });

  test('with parts is about these parts of the image', () => {
    expect(hides(purl('pkg:oci/app', 'pkg:deb/debian/libssl3'))).toBe(true);
    expect(hides(purl('pkg:oci/app', 'pkg:deb/debian/zlib1g'))).toBe(false);
    expect(hides(purl('pkg:oci/other', 'pkg:deb/debian/libssl3'))).toBe(false);
  });

  test('named by its repository is not what came out of a file', () => {
    const file: Subject = { kind: 'archive', reference: '/tmp/app.tar', layers: [], notes: [] };
    expect(hides(purl('pkg:oci/app'), libssl, [libssl], file)).toBe(false);
  });

  test.each([
    ['nginx', 'pkg:oci/nginx?repository_url=index.docker.io/library/nginx', true],
    ['nginx', 'pkg:oci/nginx?tag=latest', true],
    ['team/nginx', 'pkg:oci/nginx?repository_url=docker.io/library/nginx', false],
    ['localhost:5000/nginx:1', 'pkg:oci/nginx?repository_url=localhost:5000&tag=1', true],
  ])('%s is %s: %s', (reference, text, expected) => {
    expect(hides(purl(text), libssl, [libssl], { ...subject, reference })).toBe(expected);
  });

  test('that is a Go program holds the modules in the same file, and no others', () => {
    const main = packaged('pkg:golang/example.com/app@v1.0.0', { properties: { 'go.main': 'true' } });
    const helm = packaged('pkg:golang/helm.sh/helm/v3@v3.1.0');
    const elsewhere = { ...helm, locations: [...helm.locations, { path: '/other', how: 'go' }] };
    const said = purl('pkg:golang/example.com/app', 'pkg:golang/helm.sh/helm/v3');
    expect(hides(said, helm, [main, helm])).toBe(true);
    expect(hides(said, elsewhere, [main, elsewhere])).toBe(false);
    expect(hides(said, helm, [{ ...main, properties: {} }, helm])).toBe(false);
    expect(hides(said, helm, [helm])).toBe(false);
  });

  test('that brought a package holds it', () => {
    const brought = packaged('pkg:npm/ms@1.0.0', { path: ['express@4.0.0', 'ms@1.0.0'] });
    const express = packaged('pkg:npm/express@4.0.0');
    expect(hides(purl('pkg:npm/express', 'pkg:npm/ms'), brought, [express, brought])).toBe(true);
    expect(hides(purl('pkg:npm/express@5.0.0', 'pkg:npm/ms'), brought, [express, brought])).toBe(false);
  });

  test('of a release counts in that release only', () => {
    const product = purl('pkg:deb/debian/libssl3');
    expect(hides({ ...product, platform: { id: 'rhel', release: '9' } })).toBe(true);
    expect(hides({ ...product, platform: { id: 'rhel', release: '8' } })).toBe(false);
    expect(hides({ ...product, platform: { id: 'fedora', release: '9' } })).toBe(false);
  });
});
