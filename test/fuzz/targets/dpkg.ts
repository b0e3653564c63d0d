import { osAnalysers } from '#catalog';
import type { FuzzTarget } from '../target.ts';
import { checkFacts } from '../check-facts.ts';

const statusPath = 'var/lib/dpkg/status';
const paths = [
  'var/lib/dpkg/status.d/a',
  'var/lib/dpkg/info/a.list',
  'var/lib/dpkg/info/a:amd64.md5sums',
  'usr/share/doc/a/copyright',
];
const analysers = osAnalysers.filter((analyser) => analyser.id.startsWith('dpkg-'));
const healthy = Buffer.from('\n\nPackage: zz-last\nStatus: install ok installed\nVersion: 1\n\n');

/** dpkg's database: status and status.d, lists of files, checksums, copyright files. */
export const dpkgTarget: FuzzTarget = {
  id: 'dpkg',
  files: ['src/catalog/os/dpkg-', 'src/catalog/os/deb822', 'src/catalog/os/licence-', 'src/catalog/os/common-licences'],
  errors: [],
  dictionary: [
    'Package: ',
    'Version: ',
    'Status: install ok installed\n',
    'config-files',
    'Source: a (1:2-3)\n',
    'Architecture: ',
    'Conffiles:\n',
    ' /etc/a 0123456789abcdef0123456789abcdef',
    ' obsolete',
    'Multi-Arch: same\n',
    '\r\n',
    '\n\n',
    '\n ',
    '..',
    '0123456789abcdef0123456789abcdef  usr/bin/a\n',
    'Format: x\n',
    'Files: *\n',
    'License: ',
    ' with ',
    ' or ',
    ' and ',
    ', ',
    'GPL-2+',
    'Expat',
    'Libtool exception',
    '/usr/share/common-licenses/GPL',
    'any later version',
    'version 2',
    '\0',
  ],
  seeds: () => [
    Buffer.from(
      'Package: a\nStatus: install ok installed\nArchitecture: amd64\nMulti-Arch: same\nSource: s (1:2-3)\n' +
        'Version: 1:2-3+b1\nConffiles:\n /etc/a 0123456789abcdef0123456789abcdef obsolete\nDescription: x\n y\n\n' +
        'Package: b\nStatus: deinstall ok config-files\nVersion: 1\n\nPackage: c\nVersion: 1\n\n',
    ),
    Buffer.from('/.\n/bin\n/bin/a\n/usr/share/a b\n'),
    Buffer.from('0123456789abcdef0123456789abcdef  usr/bin/a\n'),
    Buffer.from(
      'Format: x\n\nFiles: *\nLicense: GPL-2+ with Libtool exception or Expat, and ISC\n text\n\nLicense: ISC\n',
    ),
    Buffer.from('either version 2 of the License, or any later version\nSee /usr/share/common-licenses/GPL.\n'),
  ],
  run(bytes) {
    for (const path of [statusPath, ...paths]) {
      for (const analyser of analysers) checkFacts(analyser.analyse({ path, bytes }));
    }
    const damaged = { path: statusPath, bytes: Buffer.concat([bytes, healthy]) };
    const found = analysers.flatMap((analyser) => analyser.analyse(damaged)?.packages ?? []);
    if (!found.some((pkg) => pkg.name === 'zz-last')) throw new Error('damage hides a whole package behind it');
  },
};
