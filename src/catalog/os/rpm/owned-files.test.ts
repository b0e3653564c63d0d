import { describe, expect, test } from 'vitest';
import { type TagValue, writeRpmHeader } from '../../../../test/fixtures/rpm-header-writer.ts';
import { RpmHeader } from './header.ts';
import { readOwnedFiles } from './owned-files.ts';
import { rpmTag } from './rpm-tag.ts';

const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const threeFiles: [number, TagValue][] = [
  [rpmTag.baseNames, ['bash', 'sh', 'bashrc']],
  [rpmTag.dirNames, ['/etc/', '/usr/bin/']],
  [rpmTag.dirIndexes, [1, 1, 0]],
];

function ownedFiles(tags: [number, TagValue][], budget = { files: 100, pathCharacters: 100_000 }) {
  const problems: string[] = [];
  const header = new RpmHeader(writeRpmHeader(new Map([[1000, 'bash'], ...tags])));
  const files = readOwnedFiles(header, budget, 'row 1', (place, what) => problems.push(`${place}: ${what}`));
  return { files, paths: files.map(({ path }) => path), problems };
}

function states(...values: number[]): TagValue {
  return { type: 1, count: values.length, data: Buffer.from(values) };
}

describe('the files of a package', () => {
  test('are put together from folders and names', () => {
    expect(ownedFiles(threeFiles)).toMatchObject({
      paths: ['/usr/bin/bash', '/usr/bin/sh', '/etc/bashrc'],
      problems: [],
    });
  });

  test('are whole paths in old packages', () => {
    expect(ownedFiles([[rpmTag.oldFileNames, ['/bin/sh', '/etc/profile']]]).paths).toEqual(['/bin/sh', '/etc/profile']);
  });

  test('are none in a package without files', () => {
    expect(ownedFiles([])).toEqual({ files: [], paths: [], problems: [] });
  });

  test('have MD5 checksums where the database says nothing else, and none for links and folders', () => {
    const { files } = ownedFiles([...threeFiles, [rpmTag.fileDigests, [md5, '', md5.toUpperCase()]]]);
    expect(files).toEqual([
      { path: '/usr/bin/bash', checksum: `md5:${md5}` },
      { path: '/usr/bin/sh' },
      { path: '/etc/bashrc', checksum: `md5:${md5}` },
    ]);
  });

  test.each([
    [1, 'md5', 32],
    [2, 'sha1', 40],
    [8, 'sha256', 64],
    [9, 'sha384', 96],
    [10, 'sha512', 128],
    [11, 'sha224', 56],
    [12, 'sha3-256', 64],
    [14, 'sha3-512', 128],
  ])('have the algorithm of number %i: %s', (number, name, length) => {
    const digest = 'a'.repeat(length);
    const { files } = ownedFiles([
      ...threeFiles,
      [rpmTag.fileDigests, [digest, '', '']],
      [rpmTag.fileDigestAlgorithm, number],
    ]);
    expect(files[0]?.checksum).toBe(`${name}:${digest}`);
  });

  test('have no checksum when the package only reserves the name', () => {
    const tags: [number, TagValue][] = [...threeFiles, [rpmTag.fileDigests, [md5, md5, md5]]];
    const { files } = ownedFiles([...tags, [rpmTag.fileFlags, [0, 64, 1]]]);
    expect(files.map(({ checksum }) => checksum !== undefined)).toEqual([true, false, true]);
  });

  test('are only those that are really installed from this package', () => {
    expect(ownedFiles([...threeFiles, [rpmTag.fileStates, states(0, 2, 1)]]).paths).toEqual(['/usr/bin/bash']);
  });
});

describe('files that a header tells wrongly', () => {
  test('in a folder that is not listed are reported', () => {
    const tags: [number, TagValue][] = [
      [rpmTag.baseNames, ['bash']],
      [rpmTag.dirNames, ['/bin/']],
      [rpmTag.dirIndexes, [1]],
    ];
    expect(ownedFiles(tags)).toMatchObject({
      files: [],
      problems: ['row 1: 1 file paths are not absolute, too long or in no folder'],
    });
  });

  test('without folders are reported', () => {
    expect(ownedFiles([[rpmTag.baseNames, ['bash']]]).problems).toHaveLength(1);
  });

  test('with another number of folders are reported', () => {
    expect(ownedFiles([...threeFiles, [rpmTag.dirIndexes, [1, 1]]]).problems).toEqual(['row 1: 3 files but 2 folders']);
  });

  test.each([
    [rpmTag.fileDigests, [md5], 'digests'],
    [rpmTag.fileFlags, [64], 'flags'],
    [rpmTag.fileStates, states(2), 'states'],
  ] as [number, TagValue, string][])('keep their paths when list %i has another length', (tag, value, what) => {
    const { paths, problems } = ownedFiles([...threeFiles, [tag, value]]);
    expect(paths).toHaveLength(3);
    expect(problems).toEqual([`row 1: 3 files but 1 ${what}`]);
  });

  test('have no checksums when their algorithm is not known', () => {
    const { files, problems } = ownedFiles([
      ...threeFiles,
      [rpmTag.fileDigests, [sha256, sha256, '']],
      [rpmTag.fileDigestAlgorithm, 77],
    ]);
    expect(files).toEqual([{ path: '/usr/bin/bash' }, { path: '/usr/bin/sh' }, { path: '/etc/bashrc' }]);
    expect(problems).toEqual(['row 1: file digest algorithm 77 is not known']);
  });

  test.each([
    ['of the wrong length', md5],
    ['that are no hex', 'z'.repeat(64)],
  ])('lose only those checksums %s', (_, digest) => {
    const { files, problems } = ownedFiles([
      ...threeFiles,
      [rpmTag.fileDigests, [sha256, digest, digest]],
      [rpmTag.fileDigestAlgorithm, 8],
    ]);
    expect(files.map(({ checksum }) => checksum)).toEqual([`sha256:${sha256}`, undefined, undefined]);
    expect(problems).toEqual(['row 1: 2 file digests are not sha256']);
  });

  test('with paths that are relative or too long are counted and left out', () => {
    const { paths, problems } = ownedFiles([
      [rpmTag.baseNames, ['a', 'b', 'c'.repeat(4096)]],
      [rpmTag.dirNames, ['', '/x/']],
      [rpmTag.dirIndexes, [0, 1, 1]],
    ]);
    expect(paths).toEqual(['/x/b']);
    expect(problems).toEqual(['row 1: 2 file paths are not absolute, too long or in no folder']);
  });

  test('stop at the number and at the length that the whole database may have', () => {
    const cutOff = ['row 1: more owned files than can be held: the rest count as owned by no package'];
    expect(ownedFiles(threeFiles, { files: 2, pathCharacters: 1000 })).toMatchObject({
      paths: ['/usr/bin/bash', '/usr/bin/sh'],
      problems: cutOff,
    });
    expect(ownedFiles(threeFiles, { files: 9, pathCharacters: 20 })).toMatchObject({
      paths: ['/usr/bin/bash'],
      problems: cutOff,
    });
  });
});
