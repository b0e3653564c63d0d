import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bufferAccess } from '#kit/stream';
import { expect, test } from 'vitest';
import { type Fixture, fileOf } from '../../../test/fixtures/binaries/excerpt.ts';
import { binarySoftware } from './binary-software.ts';

const folder = join(import.meta.dirname, '../../../test/fixtures/binaries/excerpts');

function excerptOf(id: string, builder: string): Buffer {
  const { excerpts } = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as Fixture;
  const own = excerpts.find((excerpt) => excerpt.builder === builder);
  return fileOf((own?.parts ?? []).map(([, text]) => text));
}

test('gives a package with purl, CPE name and what told it', () => {
  const facts = binarySoftware.analyse({
    path: 'opt/nginx/sbin/nginx',
    content: bufferAccess(excerptOf('nginx', 'bullseye')),
  });
  expect(facts).toEqual({
    packages: [
      {
        type: 'generic',
        name: 'nginx',
        version: '1.18.0',
        purl: 'pkg:generic/nginx@1.18.0',
        licences: [],
        scope: 'installed',
        properties: {
          vendor: 'f5',
          product: 'nginx',
          evidence: expect.stringMatching(/^nginx\/1\.18\.0 at byte \d+$/) as string,
        },
      },
    ],
  });
});

test('gives evidence without control characters', () => {
  const facts = binarySoftware.analyse({ path: 'usr/bin/git', content: bufferAccess(excerptOf('git', 'trixie')) });
  expect(facts?.packages?.map(({ properties }) => properties?.['evidence'])).toEqual([
    expect.not.stringMatching(/\p{Cc}/u),
  ]);
});

test('has no facts about a program that it does not know', () => {
  expect(
    binarySoftware.analyse({ path: 'usr/bin/mine', content: bufferAccess(Buffer.from('\x7fELF\x02', 'latin1')) }),
  ).toBeUndefined();
});

test('looks for libraries in programs of one’s own, not in what the operating system manages', () => {
  const content = bufferAccess(excerptOf('zlib', 'bullseye'));
  const names = (path: string) => binarySoftware.analyse({ path, content })?.packages?.map(({ name }) => name);
  expect(names('opt/app/server')).toEqual(['zlib']);
  expect(names('usr/local/bin/server')).toEqual(['zlib']);
  expect(names('usr/bin/server')).toBeUndefined();
  expect(names('lib/x86_64-linux-gnu/libz.so.1')).toBeUndefined();
});
