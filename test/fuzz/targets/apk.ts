import { osAnalysers } from '#catalog';
import type { FuzzTarget } from '../target.ts';
import { checkFacts } from '../check-facts.ts';

const databasePath = 'lib/apk/db/installed';
const analysers = osAnalysers.filter((analyser) => analyser.id.startsWith('apk-') || analyser.id === 'os-release');
const paths = [databasePath, 'etc/apk/repositories', 'etc/os-release', 'etc/redhat-release', 'etc/debian_version'];
const healthy = Buffer.from('\n\nP:zz-last\nV:1\n\n');

/** apk's database and repositories, and with them, being as small, the files that tell the distribution. */
export const apkTarget: FuzzTarget = {
  id: 'apk',
  files: [
    'src/catalog/os/apk-',
    'src/catalog/os/os-release',
    'src/catalog/os/assignments',
    'src/catalog/os/release-line',
  ],
  errors: [],
  dictionary: [
    'P:',
    'V:',
    'A:',
    'o:',
    'L:MIT AND (ISC OR Zlib)\n',
    'F:',
    'R:',
    'Z:Q1',
    'Z:Q2',
    'Z:X1',
    'f:S\n',
    'M:0:0:755\n',
    '\n\n',
    '..',
    '\0',
    'https://x/alpine/v3.17/main\n',
    '/edge/',
    '@tag ',
    '# ',
    'ID=',
    'VERSION_ID="',
    'VERSION_CODENAME=',
    'ID_LIKE=',
    "'",
    '\\',
    'CentOS release 6.10 (Final)\n',
    'SUSE Linux Enterprise Server 11',
    'PATCHLEVEL = 4\n',
    'trixie/sid',
    '(bookworm)"\n',
  ],
  seeds: () => [
    Buffer.from(
      'C:Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=\nP:a\nV:1.2-r3\nA:x86_64\nL:MIT\no:b\nF:lib\nM:0:0:755\nR:a.so\na:0:0:755\n' +
        'Z:Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nP:c\nV:1\nf:S\nF:\nR:x\nZ:Q1BBBBBBBBBBBBBBBBBBBBBBBBBBA=\n\n',
    ),
    Buffer.from('https://x/alpine/v3.17/main\n@edge https://x/alpine/edge/testing\n# c\n'),
    Buffer.from('NAME="Debian GNU/Linux"\nID=debian\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nID_LIKE=\'a b\'\n# c\n'),
    Buffer.from('CentOS release 6.10 (Final)\n'),
    Buffer.from('trixie/sid\n'),
  ],
  run(bytes) {
    for (const path of paths) {
      for (const analyser of analysers) {
        if (analyser.interest.paths?.includes(path) === true) checkFacts(analyser.analyse({ path, bytes }));
      }
    }
    const damaged = { path: databasePath, bytes: Buffer.concat([bytes, healthy]) };
    const database = analysers.find((analyser) => analyser.id === 'apk-installed');
    const found = database?.analyse(damaged)?.packages ?? [];
    if (!found.some((pkg) => pkg.name === 'zz-last')) throw new Error('damage hides a whole package behind it');
  },
};
