import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

const five = `lockfileVersion: 5.4
specifiers: {a: 1}
dependencies:
  a: 1.0.0_b@1.0.0
packages:
  /a/1.0.0_b@1.0.0:
    resolution: {integrity: sha1-${'A'.repeat(27)}=, tarball: 'x'}
    dependencies:
      b: 1.0.0
    dev: false
  /b/1.0.0:
    resolution:
      {
        integrity: x,
      }
    deprecated: |-
      c: d
    os: [darwin]
  github.com/x/y/${'0'.repeat(40)}:
    name: y
    version: 1.0.0
`;
const nine = `---
lockfileVersion: '9.0'
importers:
  .:
    devDependencies:
      '@s/a':
        specifier: ^1
        version: 1.0.0(b@1.0.0)
packages:
  '@s/a@1.0.0': {}
  lib@file:lib:
    resolution: {directory: lib, type: directory}
snapshots:
  '@s/a@1.0.0(b@1.0.0)':
    dependencies:
      b: 1.0.0
    transitivePeerDependencies:
      - x
  ? b@1.0.0
  : optional: true
  lib@file:lib: {}
`;

/** pnpm's lock files, of all versions. */
export const pnpmLockTarget: FuzzTarget = {
  id: 'pnpm-lock',
  files: ['src/catalog/language/pnpm-'],
  errors: [],
  dictionary: [
    'lockfileVersion: ',
    'packages:\n',
    'snapshots:\n',
    'importers:\n',
    '    dependencies:\n',
    '  ? ',
    '  : ',
    ': |-\n',
    '{',
    '}',
    '- ',
    '---\n',
    "''",
    '"\\',
    '(',
    '_',
    '__proto__:\n',
    'link:',
    'file:',
  ],
  seeds: () => [five, nine].map((text) => Buffer.from(text)),
  run: (bytes) => checkLanguageFile('pnpm-lock', 'app/pnpm-lock.yaml', bytes),
};
