import { describe, expect, test } from 'vitest';
import { inRange } from '../in-range.ts';
import { semver } from '../version/semver.ts';
import { collect } from './collect.fixture.ts';
import { npmShards } from './npm-shards.ts';

const advisory = {
  id: 'GHSA-9vhv-p9r7-rm53',
  packageName: 'serve-handler',
  title: 'HTML tag injection',
  description: 'x',
  severity: 'moderate',
  url: 'https://github.com/advisories/GHSA-9vhv-p9r7-rm53',
  publishedAt: '2021-02-23T21:37:48Z',
  modifiedAt: '2023-01-09T05:01:39Z',
  identifiers: [
    { type: 'GHSA', value: 'GHSA-9vhv-p9r7-rm53' },
    { type: 'CVE', value: 'CVE-2021-1' },
  ],
  affectedVersions: [{ range: '< 5.0.3', fixed: '5.0.3' }],
  source: 'github',
};

function shard(...vulnerabilities: unknown[]): string {
  return JSON.stringify({ packageName: 'serve-handler', lastUpdated: '2026-05-04T13:06:56.926Z', vulnerabilities });
}

async function rangesOf(affectedVersions: unknown) {
  const { rows } = await collect(npmShards, shard({ ...advisory, affectedVersions }));
  return rows[0]?.[2].ranges;
}

describe('npm advisory shards', () => {
  test('are told from OSV records and from their index', () => {
    expect(npmShards.recognise(Buffer.from(shard(advisory)))).toBe(true);
    expect(npmShards.recognise(Buffer.from('{"id":"GHSA-9vhv-p9r7-rm53","modified":"x"}'))).toBe(false);
    expect(npmShards.recognise(Buffer.from('{"schemaVersion":1,"packages":{}}'))).toBe(false);
  });

  test('give a row without a date, so that an OSV record of the same id takes its place', async () => {
    const found = await collect(npmShards, shard(advisory));
    expect([found.source, found.replaces, found.newest]).toEqual(['npm-shards', 'all', advisory.modifiedAt]);
    const row = { id: advisory.id, source: 'github', ranges: [{ fixed: '5.0.3' }] };
    expect(found.rows).toEqual([['npm', 'serve-handler', row]]);
    const record = {
      id: advisory.id,
      source: 'github',
      aliases: ['CVE-2021-1'],
      title: 'HTML tag injection',
      level: 'medium',
      published: advisory.publishedAt,
      references: [advisory.url],
    };
    expect(found.advisories).toEqual([['npm', record]]);
    expect(found.details).toEqual([['CVE-2021-1', record]]);
  });

  test.each([
    ['>= 1.0.0, < 2.0.0', undefined, [{ introduced: '1.0.0', fixed: '2.0.0' }]],
    ['<= 1.2.3', undefined, [{ lastAffected: '1.2.3' }]],
    ['>= 1.0.0, <= 1.2.3', '1.3.0', [{ introduced: '1.0.0', lastAffected: '1.2.3', fixed: '1.3.0' }]],
    ['>= 0', undefined, [{}]],
    ['<= 1.1', '1.2', [{ lastAffected: '1.1.0', fixed: '1.2.0' }]],
    ['> 0, < 4.16', undefined, [{ introduced: '0.0.1-0', fixed: '4.16.0' }]],
    ['>= 6, <= 7.1', undefined, [{ introduced: '6.0.0', lastAffected: '7.1.0' }]],
    ['= 3.3.6', '4.0.0', [{ introduced: '3.3.6', lastAffected: '3.3.6' }]],
    ['> 1.2.3, < 2.0.0', '2.0.0', [{ introduced: '1.2.4-0', fixed: '2.0.0' }]],
    ['> 1.2.3-rc.1', undefined, [{ introduced: '1.2.3-rc.1.0' }]],
  ])('range %s, fixed in %s', async (range, fixed, expected) =>
    expect(await rangesOf([{ range, ...(fixed !== undefined && { fixed }) }])).toEqual(expected),
  );

  test('nothing lies between a version and the one that stands for "newer than it"', async () => {
    const [range] = (await rangesOf([{ range: '> 1.2.3' }])) ?? [];
    const held = ['1.2.3', '1.2.4-0', '1.2.4-alpha', '1.2.4'].map((version) => inRange(version, range ?? {}, semver));
    expect(held).toEqual([false, true, true, true]);
  });

  test('a withdrawn advisory is counted and gone', async () => {
    const found = await collect(npmShards, shard({ ...advisory, title: 'Withdrawn Advisory: x' }));
    expect([found.records, found.rows]).toEqual([1, []]);
  });

  test('what is not understood is named', async () => {
    const bad = [{ ...advisory, id: 'x' }, 7, { ...advisory, affectedVersions: [{ range: 'all of them' }, 7] }];
    const found = await collect(npmShards, shard(...bad));
    expect(found.problems).toEqual([
      'serve-handler: an advisory without a GHSA id',
      'serve-handler: an advisory without a GHSA id',
      `serve-handler ${advisory.id}: a range that is not understood`,
      `serve-handler ${advisory.id}: a range that is not understood`,
    ]);
    expect(found.rows).toEqual([]);
  });

  test.each(['{}', '[]', '{"packageName":7}', '{"packageName":"x"'])('refuses %j', async (text) => {
    await expect(collect(npmShards, text)).rejects.toThrow();
  });
});
