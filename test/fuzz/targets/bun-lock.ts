import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

const lock = `{
  // Bun allows comments
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "r", "dependencies": { "a": "1" }, "devDependencies": { "@s/b": "1" }, },
    "w": { "name": "w", "peerDependencies": { "a": "1" }, },
  },
  "packages": {
    "w": ["w@workspace:w"],
    "a": ["a@1.0.0", "", { "dependencies": { "c": "1" } }, "sha1-${'A'.repeat(27)}="],
    "a/c": ["d@2.0.0", "", {}, ""],
    "@s/b": ["@s/b@github:x/b#98e8ff1", {}, "x-b-98e8ff1"],
  },
}
`;

/** Bun's lock file in text. */
export const bunLockTarget: FuzzTarget = {
  id: 'bun-lock',
  files: ['src/catalog/language/bun-', 'src/catalog/language/npm-module-tree', 'src/catalog/language/json-value'],
  errors: [],
  dictionary: [
    '"packages": {',
    '"workspaces": {',
    '//',
    '/*',
    '*/',
    ',}',
    ',]',
    '@workspace:',
    '@file:',
    '"__proto__":',
    '[[[[',
    '/@',
    '\uFEFF',
  ],
  seeds: () => [Buffer.from(lock)],
  run: (bytes) => checkLanguageFile('bun-lock', 'app/bun.lock', bytes),
};
