import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

const classic = `# yarn lockfile v1

"@s/a@^1", b@1, "c@npm:d@2":
  version "1.0.0"
  resolved "https://x/-/a-1.0.0.tgz#${'0'.repeat(40)}"
  integrity sha1-${'A'.repeat(27)}=
  dependencies:
    e "1 || 2"

"e@1 || 2":
  version "2.0.0"
`;
const berry = `__metadata:
  version: 8

"a@npm:^1, b@npm:a@^1":
  version: 1.0.0
  resolution: "a@npm:1.0.0"
  dependencies:
    c: "npm:2"
  dependenciesMeta:
    c:
      optional: true
  linkType: hard

? "c@npm:2"
:
  version: 2.0.0
  resolution: "c@patch:c@npm%3A2#x::version=2"

"r@workspace:.":
  version: 0.0.0-use.local
  resolution: "r@workspace:."
  dependencies:
    a: ^1
  linkType: soft
`;

/** The two forms of `yarn.lock`, each read by its own analyser. */
export const yarnLockTarget: FuzzTarget = {
  id: 'yarn-lock',
  files: ['src/catalog/language/yarn-'],
  errors: [],
  dictionary: [
    '\n  version ',
    '\n  dependencies:\n',
    '\n    ',
    '__metadata:\n',
    '  resolution: "',
    '@npm:',
    '@workspace:',
    '@file:',
    '? "',
    '\n:\n',
    '<<<<<<< HEAD\n',
    '\\"',
    '", "',
    '__proto__',
  ],
  seeds: () => [classic, berry].map((text) => Buffer.from(text)),
  run(bytes) {
    checkLanguageFile('yarn-lock-classic', 'app/yarn.lock', bytes);
    checkLanguageFile('yarn-lock-berry', 'app/yarn.lock', bytes);
  },
};
