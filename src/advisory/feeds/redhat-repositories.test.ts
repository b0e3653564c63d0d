import { expect, test } from 'vitest';
import { collect } from './collect.fixture.ts';
import { redhatRepositories } from './redhat-repositories.ts';

const read = (document: unknown) => collect(redhatRepositories, JSON.stringify(document));

test('a repository is a row with the products of its packages', async () => {
  const cpes = ['cpe:/o:redhat:enterprise_linux:9::baseos', 'cpe:/o:redhat:rhel_eus:9.2::baseos', 'cpe:/a:other:x', 7];
  const found = await read({ data: { 'rhel-9-baseos-rpms': { cpes, repo_relative_urls: [] }, 'none-rpms': {} } });
  const row = { source: 'redhat', ranges: [] };
  expect(found.rows).toEqual([
    [
      'redhat:repositories',
      'rhel-9-baseos-rpms',
      { id: 'rhel-9-baseos-rpms', ...row, products: ['enterprise_linux:9::baseos', 'rhel_eus:9.2::baseos'] },
    ],
    ['redhat:repositories', 'none-rpms', { id: 'none-rpms', ...row, products: [] }],
  ]);
  expect([found.source, found.replaces, found.records]).toEqual(['redhat-repositories', 'all', 2]);
});

test('what has no data is no repository', async () => {
  expect((await read({ data: 7 })).rows).toEqual([]);
  expect((await read({ data: { 'a\nb': { cpes: [] } } })).problems).toHaveLength(1);
});
