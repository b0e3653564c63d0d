import { describe, expect, test } from 'vitest';
import { alpineSecdb } from './alpine-secdb.ts';
import { collect } from './collect.fixture.ts';

async function secdb(secfixes: unknown, extra: object = {}) {
  const document = {
    distroversion: 'v3.17',
    reponame: 'main',
    packages: [{ pkg: { name: 'xen', secfixes } }],
    ...extra,
  };
  return collect(alpineSecdb, JSON.stringify(document));
}

describe('the Alpine security database', () => {
  test('every id of a fixed version is a row of the release', async () => {
    const found = await secdb({ '4.1-r0': ['CVE-2020-1', 'CVE-2020-2'] });
    expect(found.source).toBe('alpine-secdb main');
    expect(found.rows).toEqual([
      ['alpine:3.17', 'xen', { id: 'CVE-2020-1', source: 'alpine', ranges: [{ fixed: '4.1-r0' }] }],
      ['alpine:3.17', 'xen', { id: 'CVE-2020-2', source: 'alpine', ranges: [{ fixed: '4.1-r0' }] }],
    ]);
  });

  test('version 0 means never affected', async () => {
    expect((await secdb({ '0': ['CVE-2020-1'] })).rows[0]?.[2].ranges).toEqual([]);
  });

  test.each([
    ['CVE-2020-1 XSA-300', [['CVE-2020-1', ['XSA-300']]]],
    ['XSA-300', [['XSA-300', undefined]]],
    ['VSV00010', [['VSV00010', undefined]]],
    ['GHSA-aaaa-bbbb-cccc', [['GHSA-aaaa-bbbb-cccc', undefined]]],
    [
      'CVE-2020-1 CVE-2020-2 XSA-3',
      [
        ['CVE-2020-1', undefined],
        ['CVE-2020-2', undefined],
      ],
    ],
    ['CVE-2020-1 (+ regression)', [['CVE-2020-1', undefined]]],
  ])('%s', async (text, expected) => {
    const { rows } = await secdb({ '1-r0': [text] });
    expect(rows.map(([, , row]) => [row.id, row.alsoNamed])).toEqual(expected);
  });

  test('edge is a release of its own', async () => {
    expect((await secdb({ '1': ['CVE-2020-1'] }, { distroversion: 'edge' })).rows[0]?.[0]).toBe('alpine:edge');
  });

  test.each([
    ['os', 'https://packages.wolfi.dev', 'wolfi'],
    ['chainguard', 'https://packages.cgr.dev', 'chainguard'],
  ])('repository %s of %s has no releases', async (reponame, urlprefix, shard) => {
    const found = await secdb(
      { '0': ['CVE-2020-1'], '4.1-r0': ['GHSA-aaaa-bbbb-cccc'] },
      { distroversion: undefined, reponame, urlprefix },
    );
    expect(found.source).toBe(`${shard}-secdb ${reponame}`);
    expect(found.rows).toEqual([
      [shard, 'xen', { id: 'CVE-2020-1', source: shard, ranges: [] }],
      [shard, 'xen', { id: 'GHSA-aaaa-bbbb-cccc', source: shard, ranges: [{ fixed: '4.1-r0' }] }],
    ]);
  });

  test('what is not understood is named', async () => {
    expect((await secdb({ '1': ['nothing', 7], '2': 'CVE-2020-1' })).problems).toEqual(["xen 1: no id in 'nothing'"]);
    expect((await secdb({}, { packages: [{}, 7] })).problems).toHaveLength(2);
  });

  test.each([
    { distroversion: undefined },
    { reponame: 7 },
    { distroversion: undefined, reponame: 'os', urlprefix: 'https://packages.wolfi.dev.example' },
    { distroversion: undefined, reponame: 'chainguard', urlprefix: 'https://packages.wolfi.dev' },
  ])('with %j it is refused', async (extra) => {
    await expect(secdb({}, extra)).rejects.toThrow(/no release or repository that is known/);
  });
});
