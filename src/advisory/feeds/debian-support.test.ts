import { describe, expect, test } from 'vitest';
import { collect } from './collect.fixture.ts';
import { debianSupport } from './debian-support.ts';

const ended = `
# List of packages whose security support ends before the distribution EOL

# 1. source package name
lxd\t5.0.2-5+deb12u6\t2026-06-12  \tToo complex; see https://bugs.debian.org/1138294
php-horde.*\t0\t\t2025-03-22
`;
const limited = `
# List of packages where security support is limited

binutils        Only suitable for trusted content
golang.*        See the release notes
`;

describe('Debian security support', () => {
  test('that ended: name, release of the file, day and words', async () => {
    const { lifecycle, source, replaces, problems } = await collect(debianSupport, ended, 20, 'a/ended.deb12');
    expect(lifecycle).toEqual([
      [
        'package',
        'debian',
        {
          id: 'lxd',
          ends: '2026-06-12',
          why: 'Too complex; see https://bugs.debian.org/1138294',
          source: 'debian-security-support ended 12',
          release: '12',
        },
      ],
      [
        'package',
        'debian',
        { id: 'php-horde*', ends: '2025-03-22', source: 'debian-security-support ended 12', release: '12' },
      ],
    ]);
    expect({ source, replaces, problems }).toEqual({
      source: 'debian-security-support ended 12',
      replaces: 'all',
      problems: [],
    });
  });

  test('that is limited: of every release', async () => {
    const { lifecycle } = await collect(debianSupport, limited);
    expect(lifecycle.map(([, , record]) => record)).toEqual([
      { id: 'binutils', why: 'Only suitable for trusted content', source: 'debian-security-support limited' },
      { id: 'golang*', why: 'See the release notes', source: 'debian-security-support limited' },
    ]);
  });

  test('that ended, in a file that does not tell the release, is refused: it would be said of all', async () => {
    await expect(collect(debianSupport, ended)).rejects.toThrow(/does not end in \.debN/);
  });

  test.each(['lxd 5.0 2026-02-30', 'lxd 5.0', 'l(x)+d 5.0 2026-01-01', '.* 0 2026-01-01'])(
    'names the line %s, which is not understood',
    async (line) => {
      const { lifecycle, problems } = await collect(debianSupport, `${ended}${line}\n`, 1000, 'ended.deb12');
      expect(lifecycle).toHaveLength(2);
      expect(problems).toEqual(['line 7: is not understood']);
    },
  );
});
