import { describe, expect, test } from 'vitest';
import { collect } from './collect.fixture.ts';
import { rubyAdvisory } from './ruby-advisory.ts';

const advisory = `---
gem: resque
cve: 2023-50725
ghsa: gc3j-vvwf-4rp8
osvdb: 12345
url: https://example.org/advisory
title: Resque vulnerable to reflected XSS
date: 2023-12-18
description: |
  ### Impact
cvss_v3: 6.3
unaffected_versions:
  - '< 1.0'
patched_versions:
  - '>= 2.2.1'
`;

describe('the Ruby advisory database', () => {
  test('is told by its first lines', () => {
    expect(rubyAdvisory.recognise(Buffer.from(advisory))).toBe(true);
    expect(rubyAdvisory.recognise(Buffer.from('{"gem": "x"}'))).toBe(false);
    expect(rubyAdvisory.recognise(Buffer.from('name: x\ntitle: y\n'))).toBe(false);
  });

  test('an advisory about Ruby itself goes to a shard of its own', async () => {
    const text = advisory.replace('gem: resque', 'engine: ruby');
    expect(rubyAdvisory.recognise(Buffer.from(text))).toBe(true);
    const { rows } = await collect(rubyAdvisory, text);
    expect(rows.map(([shard, name]) => [shard, name])).toEqual([['ruby-engines', 'ruby']]);
  });

  test('gives the versions that are neither patched nor unaffected', async () => {
    const found = await collect(rubyAdvisory, advisory);
    expect([found.source, found.replaces, found.records, found.newest]).toEqual([
      'ruby-advisory-db',
      'all',
      1,
      '2023-12-18',
    ]);
    const ranges = [{ introduced: '1.0', fixed: '2.2.1' }];
    expect(found.rows).toEqual([['rubygems', 'resque', { id: 'CVE-2023-50725', source: 'rubysec', ranges }]]);
    const record = {
      id: 'CVE-2023-50725',
      source: 'rubysec',
      aliases: ['GHSA-gc3j-vvwf-4rp8', 'OSVDB-12345'],
      title: 'Resque vulnerable to reflected XSS',
      level: 'medium',
      published: '2023-12-18',
      references: ['https://example.org/advisory'],
    };
    expect(found.advisories).toEqual([['rubygems', record]]);
    expect(found.details).toEqual([['CVE-2023-50725', record]]);
  });

  test('without a patched version, all are affected', async () => {
    const { rows } = await collect(rubyAdvisory, '---\ngem: x\nghsa: aaaa-bbbb-cccc\ntitle: t\n');
    expect(rows).toEqual([['rubygems', 'x', { id: 'GHSA-aaaa-bbbb-cccc', source: 'rubysec', ranges: [{}] }]]);
  });

  test('a requirement that is not understood is named', async () => {
    const { rows, problems } = await collect(rubyAdvisory, advisory.replace('>= 2.2.1', 'soon'));
    expect([rows, problems]).toEqual([[], ['resque CVE-2023-50725: a version requirement that is not understood']]);
  });

  test.each([
    'gem: x\ntitle: t',
    'gem: [x]\ncve: 2020-1234',
    'gem: &a x\ncve: *a',
    'gem: "x',
    '',
    '- 1',
    `gem: ${'['.repeat(5000)}`,
  ])('refuses %j', async (text) => {
    await expect(collect(rubyAdvisory, text)).rejects.toThrow(/Ruby advisory|YAML/);
  });
});
