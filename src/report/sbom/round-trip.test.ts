import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSbom } from '#catalog';
import { languagePurl, type LayerReference, type Package, type PackageType } from '#model';
import { madeUpResult } from '../fixtures/made-up-result.ts';
import { formats, type ReportFormatId } from '../formats.ts';

const ids = ['cyclonedx', 'cyclonedx-xml', 'spdx'] as const satisfies readonly ReportFormatId[];
const renders = new Map(
  await Promise.all(
    ids.map(async (id) => [id, (await formats.find((format) => format.id === id)!.load()).render] as const),
  ),
);

/** What a document of ours says when it is read again. */
function readBack(id: (typeof ids)[number], packages: Package[], more = {}) {
  const subject = { ...madeUpResult().subject, layers };
  const result = madeUpResult({
    subject,
    packages,
    findings: [],
    suppressed: [],
    problems: [],
    complete: true,
    ...more,
  });
  const text = [...renders.get(id)!(result, { width: 80, colour: false })].join('');
  return { result, ...readSbom(Buffer.from(text), id) };
}

/** Layers with both digests, with one, and with the other. */
const layers: LayerReference[] = [
  ...madeUpResult().subject.layers.map(({ index, digest, diffId, createdBy }) => ({
    index,
    ...(digest !== undefined && { digest }),
    ...(diffId !== undefined && { diffId }),
    ...(createdBy !== undefined && { createdBy }),
  })),
  { index: 4, diffId: `sha256:${'e5'.repeat(32)}` },
  { index: 5, digest: `sha256:${'f6'.repeat(32)}`, diffId: `sha256:${'f6'.repeat(32)}`, createdBy: 'RUN <x> && "y"' },
];

/** Text as package metadata have it: any letters, no control characters. */
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((value) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/u.test(value) && value.trim() === value);
const word = fc.stringMatching(/^[a-z][a-z0-9._+-]{0,12}$/);
const version = fc.stringMatching(/^(?:[1-9]:)?\d{1,3}(?:\.\d{1,3}){0,2}(?:[-+~][a-z0-9]{1,6})?$/);

const nameAndPurl = fc
  .tuple(
    fc.constantFrom<PackageType>(
      'deb',
      'apk',
      'rpm',
      'npm',
      'pypi',
      'maven',
      'golang',
      'gem',
      'composer',
      'bitnami',
      'generic',
    ),
    word,
    word,
    version,
  )
  .map(([type, group, own, ownVersion]): Pick<Package, 'type' | 'name' | 'version' | 'purl'> => {
    if (type === 'deb' || type === 'apk' || type === 'rpm')
      return {
        type,
        name: own,
        version: ownVersion,
        purl: `pkg:${type}/debian/${own.replaceAll('+', '%2B')}@1?distro=debian-12`,
      };
    const names: Partial<Record<PackageType, string>> = {
      npm: `@${group}/${own}`,
      maven: `${group}:${own}`,
      golang: `example.org/${group}/${own}`,
      composer: `${group}/${own}`,
    };
    const name = names[type] ?? own;
    return { type, name, version: ownVersion, purl: languagePurl(type, name, ownVersion) };
  });

const hash = fc.oneof(
  fc
    .constantFrom(['md5', 16], ['sha1', 20], ['sha256', 32], ['sha512', 64], ['blake3', 32])
    .chain(([name, bytes]) =>
      fc
        .uint8Array({ minLength: Number(bytes), maxLength: Number(bytes) })
        .map((content) => `${name}:${Buffer.from(content).toString('hex')}`),
    ),
  fc.constant('h1:dbKTrvD0klcbBV/h4AWJdMuZogJACoMlvWIWZ5b2xWg='),
);
const licence = fc.oneof(
  fc.constantFrom('MIT', 'GPL-2.0-or-later', 'MIT OR Apache-2.0', 'mit', 'LicenseRef-own', '(ISC AND MIT) OR Zlib'),
  text,
);
const location = fc.record(
  { path: text.map((path) => `/${path}`), how: word, layer: fc.constantFrom(...layers) },
  { requiredKeys: ['path', 'how'] },
);

const packages: fc.Arbitrary<Package[]> = fc
  .uniqueArray(
    fc
      .tuple(
        nameAndPurl,
        fc.record(
          {
            arch: word,
            source: fc.record({ name: word, version }),
            direct: fc.boolean(),
            dev: fc.boolean(),
            ownedBy: fc.constant('pkg:deb/debian/node-a@1?arch=all'),
            path: fc.array(text, { minLength: 1, maxLength: 4 }),
            hashes: fc.uniqueArray(hash, { minLength: 1, maxLength: 3 }),
            properties: fc.dictionary(word, text, { minKeys: 1, maxKeys: 2, noNullPrototype: true }),
          },
          { requiredKeys: [] },
        ),
        fc.record({
          licences: fc.uniqueArray(licence, { maxLength: 3 }),
          locations: fc.array(location, { maxLength: 3 }),
          scope: fc.constantFrom('installed' as const, 'declared' as const),
          base: fc.constantFrom(true, false, 'unknown' as const),
        }),
      )
      .map(([named, optional, rest]): Package => ({ ...named, ...optional, ...rest })),
    { selector: ({ purl }) => purl, maxLength: 8 },
  )
  .chain((items) =>
    fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 }).map((edges) => withEdges(items, edges)),
  );

function withEdges(items: Package[], edges: [number, number][]): Package[] {
  return items.map((item, at) => {
    const needs = edges.flatMap(([from, to]) => (from === at && to !== at ? (items[to]?.purl ?? []) : []));
    return needs.length === 0 ? item : { ...item, dependsOn: [...new Set(needs)] };
  });
}

/** Edges and hashes are sets: each format has an order of its own. */
function comparable(items: readonly Package[]): unknown[] {
  return items.map((item) => ({
    ...item,
    ...(item.dependsOn !== undefined && { dependsOn: item.dependsOn.toSorted() }),
    ...(item.hashes !== undefined && { hashes: item.hashes.toSorted() }),
  }));
}

describe.each(ids)('%s', (id) => {
  test('gives back every package as it was: purl, version, licences, hashes, source, layers, edges and all', () => {
    fc.assert(
      fc.property(packages, (items) => {
        const { packages: read, problems } = readBack(id, items);
        expect(problems).toEqual([]);
        expect(comparable(read)).toEqual(comparable(items));
      }),
      { numRuns: 200 },
    );
  });

  test('gives back the subject: digests, platform, layers and distribution', () => {
    const { subject, distribution, result } = readBack(id, []);
    const { digest, configDigest, platform, os } = result.subject;
    expect(subject).toMatchObject({ digest, configDigest, platform, layers });
    expect(distribution).toEqual(os);
  });

  test('the made-up result comes back, but for what a terminal obeys', () => {
    const clean = madeUpResult().packages.filter(({ name }) => !name.startsWith('evil'));
    expect(comparable(readBack(id, clean).packages)).toEqual(comparable(clean));
  });

  test('a result that is not complete gives a document that says so', () => {
    const more = { complete: false, problems: [{ where: '/a', what: 'broken' }] };
    const { problems } = readBack(id, [], more);
    expect(problems.map(({ what }) => what)).toEqual(['says: /a: broken', 'says that it is not complete']);
  });

  test('like distributions come back', () => {
    const os = { id: 'linuxmint', versionId: '21', name: 'Mint', codename: 'vera', like: ['ubuntu', 'debian'] };
    const subject = { kind: 'dir', reference: '/', layers: [], notes: [], os };
    expect(readBack(id, [], { subject }).distribution).toEqual(os);
  });
});
