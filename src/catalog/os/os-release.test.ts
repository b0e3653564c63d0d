import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distributionPaths, osRelease } from './os-release.ts';

function analyse(text: string, path = 'etc/os-release') {
  return osRelease.analyse({ path, bytes: Buffer.from(text) });
}

function distribution(text: string, path?: string) {
  const facts = analyse(text, path);
  expect(facts?.problems).toBeUndefined();
  return facts?.distribution;
}

describe('os-release', () => {
  test('of Debian', () => {
    const text = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
`;
    expect(distribution(text)).toEqual({
      id: 'debian',
      versionId: '12',
      codename: 'bookworm',
      name: 'Debian GNU/Linux 12 (bookworm)',
    });
  });

  test('of Debian testing and unstable, which have no version', () => {
    const text = `PRETTY_NAME="Debian GNU/Linux forky/sid"\nNAME="Debian GNU/Linux"\nVERSION_CODENAME=forky\nID=debian\n`;
    expect(distribution(text)).toEqual({ id: 'debian', codename: 'forky', name: 'Debian GNU/Linux forky/sid' });
  });

  test('of Ubuntu', () => {
    const text = `NAME="Ubuntu"\nVERSION_ID="24.04"\nVERSION="24.04.1 LTS (Noble Numbat)"\nVERSION_CODENAME=noble\nID=ubuntu\nID_LIKE=debian\n`;
    expect(distribution(text)).toEqual({
      id: 'ubuntu',
      versionId: '24.04',
      codename: 'noble',
      name: 'Ubuntu',
      like: ['debian'],
    });
  });

  test('of distroless, whose code name stands in the version only', () => {
    const text = `PRETTY_NAME="Distroless"\nNAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="12"\nVERSION="Debian GNU/Linux 12 (bookworm)"\n`;
    expect(distribution(text)).toEqual({ id: 'debian', versionId: '12', codename: 'bookworm', name: 'Distroless' });
  });

  test.each([
    [
      'Alpine',
      'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.17.2\nPRETTY_NAME="Alpine Linux v3.17"',
      'alpine',
      '3.17.2',
      undefined,
    ],
    ['Wolfi', 'ID=wolfi\nNAME="Wolfi"\nPRETTY_NAME="Wolfi"\nVERSION_ID="20230201"', 'wolfi', '20230201', undefined],
    ['Chainguard', 'ID=chainguard\nNAME="chainguard"\nVERSION_ID="20230214"', 'chainguard', '20230214', undefined],
    [
      'Amazon Linux',
      'NAME="Amazon Linux"\nVERSION="2"\nID="amzn"\nID_LIKE="centos rhel fedora"\nVERSION_ID="2"',
      'amzn',
      '2',
      ['centos', 'rhel', 'fedora'],
    ],
    [
      'Rocky',
      'NAME="Rocky Linux"\nID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.4"',
      'rocky',
      '9.4',
      ['rhel', 'centos', 'fedora'],
    ],
    ['AlmaLinux', "NAME='AlmaLinux'\nID='almalinux'\nVERSION_ID='9.4'", 'almalinux', '9.4', undefined],
    [
      'Oracle Linux',
      'NAME="Oracle Linux Server"\nID="ol"\nID_LIKE="fedora"\nVERSION_ID="8.10"',
      'ol',
      '8.10',
      ['fedora'],
    ],
    ['RHEL', 'NAME="Red Hat Enterprise Linux"\nID="rhel"\nVERSION_ID="10.0"', 'rhel', '10.0', undefined],
    [
      'openSUSE',
      'NAME="openSUSE Leap"\nID="opensuse-leap"\nID_LIKE="suse opensuse"\nVERSION_ID="15.6"',
      'opensuse-leap',
      '15.6',
      ['suse', 'opensuse'],
    ],
  ])('of %s', (_, text, id, versionId, like) => {
    expect(distribution(text)).toMatchObject({ id, versionId, ...(like === undefined ? {} : { like }) });
  });

  test('quotes as a shell does, and expands nothing', () => {
    const text = String.raw`
# a comment
ID="deb"'ian'
VERSION_ID=1\2 # that was all
PRETTY_NAME="a \"b\" \$c \\ \d $(id) ${'`id`'}"
`;
    expect(distribution(text)).toEqual({ id: 'debian', versionId: '12', name: 'a "b" $c \\ \\d $(id) `id`' });
  });

  test('keeps blanks that should have been quoted, as systemd does', () => {
    expect(distribution('ID=wolfi\nNAME=Wolfi Linux  # or so\n')).toEqual({ id: 'wolfi', name: 'Wolfi Linux' });
  });

  test('takes the last of two assignments, as a shell does', () => {
    expect(distribution('ID=a\nID=b\n')).toEqual({ id: 'b' });
  });

  test('without an id is "linux", as its manual page says; an empty file is nothing', () => {
    expect(distribution('NAME=Something\n')).toEqual({ id: 'linux', name: 'Something' });
    expect(analyse('')).toEqual({});
    expect(analyse('# nothing\n\n')).toEqual({});
  });
});

describe('a hostile os-release', () => {
  test.each([
    ['ID="debian', 'not an assignment: ID="debian', 1],
    ['rubbish', 'not an assignment: rubbish', 1],
    ['VERSION ID=12', 'not an assignment: VERSION ID=12', 1],
    ['NAME=x\n=y', 'not an assignment: =y', 2],
  ])('%j is a problem with its line', (text, what, line) => {
    expect(analyse(text)?.problems).toEqual([{ where: `/etc/os-release:${line}`, what }]);
  });

  test('cannot put anything but a word into id, version and code name', () => {
    const facts = analyse('ID="../x"\nVERSION_ID="1\u001B[0m"\nVERSION_CODENAME="a b"\nID_LIKE="debian \u0007 ../y"\n');
    expect(facts?.distribution).toEqual({ id: 'linux', like: ['debian'] });
    expect(facts?.problems?.map((problem) => problem.what)).toEqual([
      'ID is not a word: ../x',
      'VERSION_ID is not a word: 1\uFFFD[0m',
      'VERSION_CODENAME is not a word: a b',
    ]);
  });

  test('cannot put control characters into the name, nor make it long', () => {
    expect(analyse('NAME="a\u001Bb\u202E"')?.distribution?.name).toBe('a\uFFFDb\uFFFD');
    expect(analyse(`NAME="${'x'.repeat(5000)}"`)?.distribution?.name?.length).toBe(200);
  });

  test('has names of assignments that are only names', () => {
    expect(analyse('__proto__=x\nconstructor=y\nID=debian\n')?.distribution).toEqual({ id: 'debian' });
  });

  test('with very many lines is cut off, and says so', () => {
    expect(analyse('ID=debian\n' + 'A=b\n'.repeat(20_000))?.problems).toEqual([
      { where: '/etc/os-release:1001', what: 'more than 1000 lines: the rest was not read' },
    ]);
  });

  test('of any kind neither throws nor tells an id that is not a word', () => {
    const line = fc.oneof(
      fc.constantFrom('ID=', 'VERSION_ID="', "'", '\\', '\n', '#', ' '),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.constantFrom(...distributionPaths), (parts, path) => {
        const found = analyse(parts.join(''), path)?.distribution;
        expect(found?.id ?? 'x').toMatch(/^[a-z0-9][a-z0-9._+~-]*$/);
        expect(found?.versionId ?? '1').toMatch(/^[a-z0-9][a-z0-9._+~-]*$/);
      }),
    );
  });
});

describe('files from before os-release', () => {
  test.each([
    ['etc/alpine-release', '3.17.2\n', { id: 'alpine', versionId: '3.17.2' }],
    ['etc/alpine-release', '3.21_alpha20240807\n', { id: 'alpine', versionId: '3.21_alpha20240807' }],
    ['etc/debian_version', '12.4\n', { id: 'debian', versionId: '12' }],
    ['etc/debian_version', 'trixie/sid\n', { id: 'debian', codename: 'trixie' }],
    [
      'etc/centos-release',
      'CentOS release 6.10 (Final)\n',
      { id: 'centos', versionId: '6.10', name: 'CentOS release 6.10 (Final)' },
    ],
    [
      'etc/redhat-release',
      'CentOS Linux release 7.9.2009 (Core)\n',
      { id: 'centos', versionId: '7.9.2009', name: 'CentOS Linux release 7.9.2009 (Core)' },
    ],
    [
      'etc/redhat-release',
      'Red Hat Enterprise Linux Server release 6.10 (Santiago)\n',
      { id: 'rhel', versionId: '6.10', name: 'Red Hat Enterprise Linux Server release 6.10 (Santiago)' },
    ],
    [
      'etc/redhat-release',
      'Rocky Linux release 8.5 (Green Obsidian)',
      { id: 'rocky', versionId: '8.5', name: 'Rocky Linux release 8.5 (Green Obsidian)' },
    ],
    [
      'etc/oracle-release',
      'Oracle Linux Server release 6.8\n',
      { id: 'ol', versionId: '6.8', name: 'Oracle Linux Server release 6.8' },
    ],
    [
      'etc/system-release',
      'Amazon Linux release 2 (Karoo)\n',
      { id: 'amzn', versionId: '2', name: 'Amazon Linux release 2 (Karoo)' },
    ],
    [
      'etc/system-release',
      'Amazon Linux AMI release 2018.03\n',
      { id: 'amzn', versionId: '2018.03', name: 'Amazon Linux AMI release 2018.03' },
    ],
    [
      'etc/fedora-release',
      'Fedora release 38 (Thirty Eight)\n',
      { id: 'fedora', versionId: '38', name: 'Fedora release 38 (Thirty Eight)' },
    ],
    [
      'etc/SuSE-release',
      'SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4\n',
      { id: 'sles', versionId: '11.4', name: 'SUSE Linux Enterprise Server 11 (x86_64)' },
    ],
    [
      'etc/lsb-release',
      'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=12.04\nDISTRIB_CODENAME=precise\nDISTRIB_DESCRIPTION="Ubuntu 12.04.5 LTS"\n',
      { id: 'ubuntu', versionId: '12.04', codename: 'precise', name: 'Ubuntu 12.04.5 LTS' },
    ],
    ['etc/redhat-release', 'Something Else release 4\n', undefined],
    ['etc/debian_version', 'kali-rolling\n', undefined],
    ['etc/alpine-release', '\n', undefined],
    ['etc/lsb-release', 'LSB_VERSION=1\n', undefined],
  ])('%s: %j', (path, text, expected) => {
    expect(distribution(text, path)).toEqual(expected);
  });

  test('stand behind os-release, and those that derivatives inherit behind their own', () => {
    const place = (path: string) => distributionPaths.indexOf(path);
    expect(place('etc/os-release')).toBe(0);
    expect(place('usr/lib/os-release')).toBe(1);
    expect(place('etc/oracle-release')).toBeLessThan(place('etc/redhat-release'));
    expect(place('etc/lsb-release')).toBeLessThan(place('etc/debian_version'));
    expect(osRelease.interest.paths).toEqual(distributionPaths);
  });
});
