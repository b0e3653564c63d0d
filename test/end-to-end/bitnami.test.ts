import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/model/index.ts';
import { debianImage } from '../fixtures/debian-image.ts';
import { goProgram } from '../fixtures/go-program-writer.ts';
import { tar, type TarInput } from '../fixtures/tar-writer.ts';
import { writeArchive } from './image-files.ts';
import { scanJson, seawall } from './seawall.ts';

const spdxPath = 'opt/bitnami/shop/.spdx-shop.spdx';

/** A bill of materials as Bitnami writes it; packages by their purls, the first is the component itself. */
function spdx(...purls: string[]): string {
  const packages = purls.map((purl, index) => ({
    SPDXID: `SPDXRef-${index}`,
    name: /^pkg:[^/]+\/([^@?]+)/.exec(purl)?.[1] ?? '',
    licenseDeclared: index === 0 ? 'Apache-2.0' : 'NONE',
    externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
  }));
  const relationships = packages.slice(1).map(({ SPDXID }) => ({
    spdxElementId: 'SPDXRef-0',
    relationshipType: 'CONTAINS',
    relatedSpdxElement: SPDXID,
  }));
  return JSON.stringify({
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    documentDescribes: ['SPDXRef-0'],
    packages,
    relationships,
  });
}

const shop = (version: string) => `pkg:bitnami/shop@${version}?arch=amd64&distro=debian-12`;
const library = 'pkg:golang/example.org/lib@v1.2.3';
const modules = 'path\texample.org/shop\nmod\texample.org/shop\t(devel)\t\ndep\texample.org/lib\tv1.2.3\t\n';

/** What Bitnami lays into an image of a component that is a Go program, and bills of materials of others. */
const shopFiles: TarInput[] = [
  { path: spdxPath, body: spdx(shop('3.1.0-4'), library, 'pkg:golang/example.org/shop', 'pkg:npm/only-claimed@1.0.0') },
  { path: 'opt/bitnami/shop/bin/shop', body: goProgram({ version: 'go1.26.1', modules }), mode: 0o755 },
  { path: 'opt/bitnami/common/.spdx-tool.spdx', body: spdx('pkg:bitnami/tool@1.0.0-1', 'pkg:bitnami/geos@3.13.0') },
  { path: 'var/lib/db/sbom/other.spdx.json', body: spdx('pkg:apk/wolfi/other@1.0-r0', 'pkg:npm/unread@1.0.0') },
  { path: 'srv/app/bom.spdx', body: spdx('pkg:npm/unread@1.0.0') },
];

const record = (id: string, ecosystem: string, name: string, events: object[]) => ({
  id,
  modified: '2099-01-01T00:00:00Z',
  aliases: [id.replace(/^\w+-\w+-/, 'CVE-')],
  affected: [{ package: { ecosystem, name }, ranges: [{ type: 'SEMVER', events }] }],
});

let folder: string;
let data: string;
const archive = (name: string, ...layers: TarInput[][]) =>
  writeArchive(
    folder,
    name,
    debianImage(
      [],
      layers.map((files) => tar(files)),
    ),
  );

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-bitnami-'));
  data = join(folder, 'data');
  const osv = join(folder, 'osv');
  mkdirSync(osv);
  const records = [
    record('BIT-shop-2099-0001', 'Bitnami', 'shop', [{ introduced: '3.0.0' }, { fixed: '3.1.1' }]),
    record('BIT-shop-2099-0002', 'Bitnami', 'shop', [{ introduced: '0' }, { last_affected: '3.1.0' }]),
    record('BIT-shop-2099-0003', 'Bitnami', 'shop', [{ introduced: '0' }, { fixed: '3.1.0' }]),
    record('GO-lib-2099-0004', 'Go', 'example.org/lib', [{ introduced: '0' }, { fixed: '1.3.0' }]),
  ];
  for (const item of records) writeFileSync(join(osv, `${item.id}.json`), JSON.stringify(item));
  const { code, stderr } = await seawall(['db', 'import', osv, '--data-dir', data]);
  if (code !== 0) throw new Error(`db import ended with ${code}: ${stderr}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const found = ({ findings }: ScanResult) => findings.map(({ ruleId, package: item }) => `${ruleId} ${item?.purl}`);

describe('an image of Bitnami', () => {
  let result: ScanResult;
  beforeAll(async () => {
    const outputs = ['cyclonedx', 'spdx'].flatMap((format) => ['--output', `${format}=${join(folder, format)}`]);
    result = await scanJson(archive('shop.tar', shopFiles), data, outputs);
  });

  test('is made of its components, what they bundle, and the packages that they list', () => {
    const listed = result.packages.map(({ purl, locations }) => [purl, ...locations.map(({ how }) => how)]);
    expect(listed).toEqual([
      [library, 'go-build-info', 'bitnami-spdx'],
      ['pkg:golang/example.org/shop', 'go-build-info'],
      ['pkg:bitnami/geos@3.13.0', 'bitnami-spdx'],
      ['pkg:npm/only-claimed@1.0.0', 'bitnami-spdx'],
      [shop('3.1.0-4'), 'bitnami-spdx'],
      ['pkg:golang/stdlib@1.26.1', 'go-build-info'],
      ['pkg:bitnami/tool@1.0.0-1', 'bitnami-spdx'],
    ]);
    expect(result.packages.find(({ name }) => name === 'shop')).toMatchObject({
      type: 'bitnami',
      version: '3.1.0-4',
      arch: 'amd64',
      licences: ['Apache-2.0'],
      scope: 'installed',
      locations: [{ path: `/${spdxPath}`, layer: { index: 1 }, how: 'bitnami-spdx' }],
    });
    expect(result.problems).toEqual([]);
  });

  test("has the findings of Bitnami's advisories, and each of others once", () => {
    expect(found(result).toSorted()).toEqual([
      `CVE-2099-0001 ${shop('3.1.0-4')}`,
      `CVE-2099-0002 ${shop('3.1.0-4')}`,
      `CVE-2099-0004 ${library}`,
    ]);
    expect(result.findings.find(({ ruleId }) => ruleId === 'CVE-2099-0001')).toMatchObject({
      fix: { version: '3.1.1', advice: 'Upgrade shop to 3.1.1 or newer.' },
      evidence: { source: 'bitnami', advisory: 'BIT-shop-2099-0001' },
    });
  });

  test.each(['cyclonedx', 'spdx'])('comes back whole from a bill of materials in %s', async (format) => {
    const again = await scanJson(`sbom:${join(folder, format)}`, data);
    expect(again.packages).toEqual(result.packages);
    expect(found(again).toSorted()).toEqual(found(result).toSorted());
  });

  test('is not checked without data about Bitnami', async () => {
    const empty = join(folder, 'empty');
    const { notChecked } = await scanJson(join(folder, 'shop.tar'), empty);
    const what = { what: 'bitnami packages', why: 'the vulnerability database has no data for Bitnami', count: 3 };
    expect(notChecked).toContainEqual(what);
  });
});

test('what a later layer replaces is masked', async () => {
  const newer = [{ path: spdxPath, body: spdx(shop('3.2.0-0'), library) }];
  const result = await scanJson(archive('newer.tar', shopFiles, newer), data);
  expect(result.packages.map(({ purl }) => purl)).toContain(shop('3.2.0-0'));
  expect(found(result)).toEqual([`CVE-2099-0004 ${library}`]);
  expect(result.suppressed.map(({ finding, reason }) => `${finding.ruleId}: ${reason}`).toSorted()).toEqual([
    'CVE-2099-0001: masked: replaced by version 3.2.0-0 in layer 2, still in layer 1',
    'CVE-2099-0002: masked: replaced by version 3.2.0-0 in layer 2, still in layer 1',
  ]);
});

test('a bill of materials that is broken is a problem; everything else is listed', async () => {
  const broken = [{ path: spdxPath, body: '{"spdxVersion": "SPDX-9.9"}' }];
  const image = archive('broken.tar', shopFiles, broken);
  const result = await scanJson(image, data);
  expect(result.complete).toBe(false);
  expect(result.problems).toEqual([
    { where: `layer 2 /${spdxPath}`, what: 'not an SPDX document: SPDX of a version that is not known' },
  ]);
  expect(result.packages.map(({ name }) => name)).toEqual([
    'example.org/lib',
    'example.org/shop',
    'geos',
    'stdlib',
    'tool',
  ]);
});
