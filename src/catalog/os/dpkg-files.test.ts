import { describe, expect, test } from 'vitest';
import { dpkgFiles } from './dpkg-files.ts';

const zeros = '0'.repeat(32);

function analyse(path: string, text: string) {
  return dpkgFiles.analyse({ path, bytes: Buffer.from(text) });
}

describe('a list of files', () => {
  test('names the files, without the folders that they are in', () => {
    expect(
      analyse(
        'var/lib/dpkg/info/bash.list',
        '/.\n/bin\n/bin/ba\n/bin/bash\n/var\n/var/empty\n/usr/share/a b\n/usr/share/ünï\n',
      ),
    ).toEqual({
      owned: [
        {
          package: 'bash',
          files: [
            { path: '/bin/ba' },
            { path: '/bin/bash' },
            { path: '/var/empty' },
            { path: '/usr/share/a b' },
            { path: '/usr/share/ünï' },
          ],
        },
      ],
    });
  });

  test('has the architecture of packages that can be installed for several', () => {
    expect(analyse('var/lib/dpkg/info/libc6:amd64.list', '/lib/libc.so.6\n')?.owned).toEqual([
      { package: 'libc6', arch: 'amd64', files: [{ path: '/lib/libc.so.6' }] },
    ]);
  });

  test('keeps dots in the name of the package', () => {
    expect(analyse('var/lib/dpkg/info/libssl1.1:arm64.list', '')?.owned).toEqual([
      { package: 'libssl1.1', arch: 'arm64', files: [] },
    ]);
  });

  test('reports lines that are no paths', () => {
    expect(
      analyse('var/lib/dpkg/info/a.list', `/x\nrelative\n/a/../etc/shadow\n/b\0\n/${'y'.repeat(5000)}\n/z\n`),
    ).toMatchObject({
      owned: [{ files: [{ path: '/x' }, { path: '/z' }] }],
      problems: [
        { where: '/var/lib/dpkg/info/a.list:2', what: 'not an absolute path: relative' },
        { where: '/var/lib/dpkg/info/a.list:3', what: 'not an absolute path: /a/../etc/shadow' },
        { where: '/var/lib/dpkg/info/a.list:4', what: 'not an absolute path: /b\uFFFD' },
        { where: '/var/lib/dpkg/info/a.list:5' },
      ],
    });
  });
});

describe('a list of checksums', () => {
  test('has paths relative to the root, with blanks as they are', () => {
    expect(analyse('var/lib/dpkg/info/bash.md5sums', `${zeros}  bin/bash\n${zeros}  usr/share/a  b \n`)).toEqual({
      owned: [
        {
          package: 'bash',
          files: [
            { path: '/bin/bash', checksum: `md5:${zeros}` },
            { path: '/usr/share/a  b ', checksum: `md5:${zeros}` },
          ],
        },
      ],
    });
  });

  test('may have been written by other tools than dpkg-deb', () => {
    const text = `${zeros} *bin/a\n${zeros}  ./bin/b\r\n${zeros} bin/c\n${zeros}  /bin/d`;
    const files = analyse('var/lib/dpkg/status.d/base.md5sums', text)?.owned?.[0];
    expect(files?.package).toBe('base');
    expect(files?.files.map((file) => file.path)).toEqual(['/bin/a', '/bin/b', '/bin/c', '/bin/d']);
  });

  test('reports lines that are not checksums', () => {
    const bad = [
      'x',
      `${zeros}`,
      `${zeros}  `,
      `${zeros.slice(1)}  bin/a`,
      `${zeros}\tbin/a`,
      `${zeros}  a/../b`,
      'ü'.repeat(40),
    ];
    const facts = analyse('var/lib/dpkg/info/a.md5sums', [...bad, `${zeros}  ok`].join('\n'));
    expect(facts?.owned?.[0]?.files).toEqual([{ path: '/ok', checksum: `md5:${zeros}` }]);
    expect(facts?.problems?.map((problem) => problem.where.split(':')[1])).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  test('without end is cut off, and says so', () => {
    const facts = analyse('var/lib/dpkg/info/a.list', '/x\n'.repeat(500_001));
    expect(facts?.owned?.[0]?.files).toHaveLength(500_000);
    expect(facts?.problems?.at(-1)?.what).toBe('more than 500000 lines: the rest was not read');
  });
});

test('other files of the database are not taken', () => {
  for (const path of ['var/lib/dpkg/info/bash.postinst', 'var/lib/dpkg/status.d/base', 'var/lib/dpkg/info/a/b.list'])
    expect(analyse(path, '')).toBeUndefined();
});
