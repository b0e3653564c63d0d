import { expect, test } from 'vitest';
import { osAnalysers, type CatalogFacts } from '#catalog';
import type { Analyser } from '#image';
import { analyserKey, analysers } from './analysers.ts';

function analyse(id: string, path: string, text: string): CatalogFacts | undefined {
  const analyser = analysers.find((item) => item.id === id) as Analyser<CatalogFacts>;
  return analyser.analyse({ path, bytes: Buffer.from(text) });
}

const list = [
  '/.',
  '/usr/bin/tool',
  '/usr/share/doc/tool/README',
  '/usr/share/nodejs/x/package.json',
  '/etc/tool.conf',
];

test('of the files that a package owns those are kept whose owner may be asked', () => {
  const facts = analyse('dpkg-files', 'var/lib/dpkg/info/tool.list', list.join('\n'));
  expect(facts?.owned?.map((item) => [item.package, item.files.map(({ path }) => path)])).toEqual([
    ['tool', ['/usr/bin/tool', '/usr/share/nodejs/x/package.json']],
  ]);
});

test('a package that owns nothing of the kind leaves no facts', () => {
  expect(analyse('dpkg-files', 'var/lib/dpkg/info/doc.list', '/usr/share/doc/x/README\n')).toBeUndefined();
});

test('packages and problems are kept as they are', () => {
  const text = 'Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\nConffiles:\n /etc/a 0123\n\n';
  const path = 'var/lib/dpkg/status';
  const { owned: _, ...rest } = osAnalysers
    .find(({ id }) => id === 'dpkg-status')!
    .analyse({
      path,
      bytes: Buffer.from(text),
    })!;
  expect(rest.packages).toHaveLength(1);
  expect(analyse('dpkg-status', path, text)).toEqual(rest);
});

test('every analyser has a key of its own; that of package databases tells what was asked for', () => {
  const keys = analysers.map(analyserKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.find((key) => key.startsWith('dpkg-files'))).toMatch(/^dpkg-files@\d+\.[0-9a-f]{8}$/);
  expect(keys.find((key) => key.startsWith('go-build-info'))).toMatch(/^go-build-info@\d+$/);
});
