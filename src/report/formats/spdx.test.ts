import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Package, ScanResult } from '#model';
import { madeUpResult } from '../fixtures/made-up-result.ts';
import { spdxDocument, type SpdxDocument } from '../spdx/spdx-schema.fixture.ts';
import { render } from './spdx.ts';

const options = { width: 80, colour: false };
const textOf = (result: ScanResult) => [...render(result, options)].join('');

function documentOf(result: ScanResult): SpdxDocument {
  const document = spdxDocument.parse(JSON.parse(textOf(result)));
  expectSound(document);
  return document;
}

/** What a schema cannot say: identifiers are unique, and every one that is named is there. */
function expectSound({ packages, relationships, hasExtractedLicensingInfos: extracted = [] }: SpdxDocument): void {
  const ids = new Set(['SPDXRef-DOCUMENT', ...packages.map(({ SPDXID }) => SPDXID)]);
  expect(ids.size).toBe(packages.length + 1);
  for (const { spdxElementId, relatedSpdxElement } of relationships) {
    expect(ids).toContain(spdxElementId);
    expect(ids).toContain(relatedSpdxElement);
  }
  const named = new Set(packages.flatMap(({ licenseDeclared }) => licenseDeclared.match(/LicenseRef-[\w.-]+/g) ?? []));
  expect(new Set(extracted.map(({ licenseId }) => licenseId))).toEqual(named);
}

const npm = (name: string, more: Partial<Package> = {}): Package => ({
  name,
  version: '1.0.0',
  purl: `pkg:npm/${name}@1.0.0`,
  type: 'npm',
  licences: ['MIT'],
  locations: [],
  scope: 'installed',
  base: false,
  ...more,
});

/** One result that uses everything the format has a place for. */
const fullResult = () =>
  madeUpResult({
    packages: [
      ...madeUpResult().packages,
      npm('a', { dependsOn: ['pkg:npm/b@1.0.0', 'pkg:npm/c@1.0.0'], hashes: [`sha512:${'ab'.repeat(64)}`, 'md4:00'] }),
      npm('b', { dev: true, licences: ['MIT OR Apache-2.0', 'BSD-3-Clause'] }),
      npm('c', {
        dependsOn: ['pkg:npm/a@1.0.0'],
        licences: ['see LICENSE\nfile', 'LicenseRef-own', 'DocumentRef-x:LicenseRef-y'],
      }),
    ],
  });

describe('an SPDX document', () => {
  let document: SpdxDocument;
  const packageOf = (name: string) => document.packages.find((item) => item.name === name)!;
  const notesOf = (name: string) => (packageOf(name).annotations ?? []).map(({ comment }) => comment);
  beforeAll(() => {
    document = documentOf(fullResult());
  });

  test('describes the image, by digest and purl', () => {
    expect(document.relationships[0]).toEqual({
      spdxElementId: 'SPDXRef-DOCUMENT',
      relationshipType: 'DESCRIBES',
      relatedSpdxElement: 'SPDXRef-Subject',
    });
    expect(document.packages[0]).toMatchObject({
      primaryPackagePurpose: 'CONTAINER',
      checksums: [{ algorithm: 'SHA256', checksumValue: '0f'.repeat(32) }],
      externalRefs: [{ referenceType: 'purl' }],
    });
  });

  test('the image contains its system and its language packages, the system its own packages', () => {
    const contains = (from: string) =>
      document.relationships
        .filter((entry) => entry.spdxElementId === from && entry.relationshipType === 'CONTAINS')
        .map((entry) => entry.relatedSpdxElement);
    expect(contains('SPDXRef-Subject')).toContain('SPDXRef-OperatingSystem');
    expect(contains('SPDXRef-Subject')).toContain(packageOf('a').SPDXID);
    expect(contains('SPDXRef-OperatingSystem')).toContain(packageOf('libssl3').SPDXID);
    expect(contains('SPDXRef-OperatingSystem')).not.toContain(packageOf('a').SPDXID);
  });

  test('has the dependency graph, development dependencies the other way round', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => packageOf(name).SPDXID);
    expect(document.relationships.slice(-3)).toEqual([
      { spdxElementId: b, relationshipType: 'DEV_DEPENDENCY_OF', relatedSpdxElement: a },
      { spdxElementId: a, relationshipType: 'DEPENDS_ON', relatedSpdxElement: c },
      { spdxElementId: c, relationshipType: 'DEPENDS_ON', relatedSpdxElement: a },
    ]);
  });

  test('says what a package was built from, and where it is', () => {
    expect(packageOf('libssl3').sourceInfo).toBe('built package from: openssl 3.0.11-1~deb12u2');
    expect(notesOf('libssl3')).toContain('seawall:layer:index: 1');
    expect(notesOf('libssl3')).toContain('seawall:package:found-at: /var/lib/dpkg/status');
  });

  test('has the hashes that SPDX can name, and keeps the others in words', () => {
    expect(packageOf('a').checksums).toEqual([{ algorithm: 'SHA512', checksumValue: 'ab'.repeat(64) }]);
    expect(notesOf('a')).toContain('seawall:package:hash: md4:00');
  });

  test('licences are one expression; what is on no list is referred to, with its text', () => {
    expect(packageOf('b').licenseDeclared).toBe('(MIT OR Apache-2.0) AND BSD-3-Clause');
    expect(packageOf('c').licenseDeclared).toMatch(
      /^LicenseRef-see-LICENSE-file-\w{16} AND LicenseRef-own AND LicenseRef-/,
    );
    expect(document.hasExtractedLicensingInfos).toContainEqual(
      expect.objectContaining({ extractedText: 'see LICENSE\nfile' }),
    );
  });

  test('a vulnerability is a link to its advisory, with title, severity, fix and date', () => {
    expect(packageOf('libssl3').externalRefs).toContainEqual({
      referenceCategory: 'SECURITY',
      referenceType: 'advisory',
      referenceLocator: 'https://example.org/CVE-2024-4741',
      comment:
        'CVE-2024-4741, high; Use after free with SSL_free_buffers; fixed in 3.0.14-1~deb12u1; published 2024-05-01T00:00:00Z',
    });
  });

  test('a vulnerability without a link stands among the annotations', () => {
    const [finding] = madeUpResult().findings;
    const changed = documentOf(madeUpResult({ findings: [{ ...finding!, references: ['no link'] }] }));
    const notes = changed.packages.flatMap(({ annotations = [] }) => annotations.map(({ comment }) => comment));
    expect(notes.filter((note) => note.startsWith('seawall:vulnerability: CVE-2024-5535, critical'))).toHaveLength(1);
  });

  test('has no fraction of a second, and a name of its own', () => {
    const { creationInfo, documentNamespace } = documentOf(madeUpResult({ scannedAt: '2026-11-22T08:00:00.123Z' }));
    expect(creationInfo.created).toBe('2026-11-22T08:00:00Z');
    expect(documentNamespace).not.toBe(document.documentNamespace);
  });

  test('the smallest subject is sound', () => {
    const subject = { kind: 'dir', reference: '/', layers: [], notes: [] };
    const { packages } = documentOf(
      madeUpResult({ subject, packages: [], findings: [], problems: [], notChecked: [] }),
    );
    expect(packages).toMatchObject([{ name: '/', primaryPackagePurpose: 'OTHER' }]);
  });

  test('one purl twice is two packages', () => {
    const [libssl] = madeUpResult().packages;
    expect(documentOf(madeUpResult({ packages: [libssl!, libssl!], findings: [] })).packages).toHaveLength(4);
  });
});

const schemaFile = process.env['SPDX_SCHEMA'] ?? '';
test.skipIf(schemaFile === '')('is valid by the official JSON schema (SPDX_SCHEMA names its file)', () => {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
  for (const result of [madeUpResult(), fullResult()]) {
    expect(validate(JSON.parse(textOf(result))), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  }
  expect(validate({ spdxVersion: 'SPDX-2.3' })).toBe(false);
});

const pyspdxtools = process.env['PYSPDXTOOLS'] ?? '';
test.skipIf(pyspdxtools === '')("is valid by SPDX's own tools (PYSPDXTOOLS names the program)", () => {
  const folder = mkdtempSync(join(tmpdir(), 'seawall-spdx-'));
  try {
    const file = join(folder, 'made-up.spdx.json');
    writeFileSync(file, textOf(fullResult()));
    const check = () => spawnSync(pyspdxtools, ['-i', file], { encoding: 'utf8' });
    const { status, stderr } = check();
    expect(status, stderr).toBe(0);
    writeFileSync(file, textOf(fullResult()).replaceAll('NOASSERTION', 'NO SUCH THING'));
    expect(check().status).not.toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
