import { describe, expect, test } from 'vitest';
import { rpmManifest } from './rpm-manifest.ts';

const path = 'var/lib/rpmmanifest/container-manifest-2';

function analyse(text: string) {
  return rpmManifest.analyse({ path, bytes: Buffer.from(text) });
}

const release =
  'mariner-release\t2.0-12.cm2\t1653816591\t1653753130\tMicrosoft Corporation\t(none)\t580\tnoarch\t0\tmariner-release-2.0-12.cm2.src.rpm';
const caCertificates =
  'ca-certificates\t20230410-1.azl3\t17\t16\tMicrosoft Corporation\t1\t580\tnoarch\t1\tca-certificates-20230410-1.azl3.src.rpm';

describe('the package list of a distroless Azure Linux image', () => {
  test('gives its packages', () => {
    expect(analyse(`${release}\n${caCertificates}\n`)).toEqual({
      packages: [
        {
          name: 'mariner-release',
          version: '2.0-12.cm2',
          purl: 'pkg:rpm/mariner-release@2.0-12.cm2?arch=noarch&upstream=mariner-release-2.0-12.cm2.src.rpm',
          type: 'rpm',
          arch: 'noarch',
          source: { name: 'mariner-release', version: '2.0-12.cm2' },
          licences: [],
          properties: { vendor: 'Microsoft Corporation' },
        },
        {
          name: 'ca-certificates',
          version: '1:20230410-1.azl3',
          purl: 'pkg:rpm/ca-certificates@20230410-1.azl3?arch=noarch&epoch=1&upstream=ca-certificates-20230410-1.azl3.src.rpm',
          type: 'rpm',
          arch: 'noarch',
          source: { name: 'ca-certificates', version: '1:20230410-1.azl3' },
          licences: [],
          properties: { vendor: 'Microsoft Corporation' },
        },
      ],
    });
  });

  test('is read with the line ends of another system and without a last one', () => {
    expect(analyse(`${release}\r\n\r\n${caCertificates}`)?.packages?.map(({ name }) => name)).toEqual([
      'mariner-release',
      'ca-certificates',
    ]);
    expect(analyse(`${release}\r\n`)?.packages?.[0]?.source?.version).toBe('2.0-12.cm2');
  });

  test('does not count keys as packages', () => {
    const key = 'gpg-pubkey\t3135ce90-5e6fda74\t17\t16\t(none)\t(none)\t0\t(none)\t0\t(none)';
    expect(analyse(`${key}\n${release}`)?.packages).toHaveLength(1);
  });

  test('takes `(none)` for nothing', () => {
    const [found] = analyse('a\t1-2\t17\t16\t(none)\t(none)\t580\t(none)\t(none)\t(none)')?.packages ?? [];
    expect(found).toEqual({ name: 'a', version: '1-2', purl: 'pkg:rpm/a@1-2', type: 'rpm', licences: [] });
  });

  test.each([
    'mariner-release-2.0-12.cm2.noarch',
    release.replace('2.0-12.cm2', '2.0'),
    release.replace('2.0-12.cm2', '-12'),
    release.replace('2.0-12.cm2', '2.0-'),
    release.replace('mariner-release', ''),
    release.replace('mariner-release', 'mariner release'),
    release.replace('mariner-release', 'mariner\u001b[31m'),
    release.replace('noarch\t0', 'noarch\tzero'),
    release.replace('noarch\t0', 'noarch\t-1'),
    release.split('\t').slice(0, 9).join('\t'),
  ])('reports a line that names no package: %j', (line) => {
    expect(analyse(`${caCertificates}\n${line}\n`)).toMatchObject({
      packages: [{ name: 'ca-certificates' }],
      problems: [{ where: `/${path}, line 2`, what: 'not a package with name, version and architecture' }],
    });
  });

  test.each(['', '\n\n', 'rubbish'])('allows no verdict when it names no package: %j', (text) => {
    const facts = analyse(text);
    expect(facts?.packages).toEqual([]);
    expect(facts?.problems?.at(-1)).toEqual({
      where: `/${path}`,
      what: 'the list of installed packages names none',
      fatal: true,
    });
  });

  test('lists a bounded number of problems and counts the rest', () => {
    const problems = analyse(`${release}\n${'rubbish\n'.repeat(200)}`)?.problems ?? [];
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toEqual({ where: `/${path}`, what: '150 more problems' });
  });
});
