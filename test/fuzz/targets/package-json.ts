import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

/** The manifest of an installed package of npm. */
export const packageJsonTarget: FuzzTarget = {
  id: 'package-json',
  files: ['src/catalog/language/npm-package', 'src/catalog/language/npm-integrity', 'src/catalog/language/json-value'],
  errors: [],
  dictionary: [
    '"name":"',
    '"version":"',
    '"license":',
    '"licenses":[',
    '{"type":"',
    '"_integrity":"sha512-',
    '"dist":{',
    '\\u',
    '//',
    '/*',
    '[[[[',
    '\uFEFF',
    '\\ud800',
  ],
  seeds: () =>
    [
      { name: '@s/a', version: '1.0.0-rc.1+b', license: '(MIT OR Apache-2.0)', _integrity: `sha1-${'A'.repeat(27)}=` },
      {
        name: 'b',
        version: '2.0.0',
        licenses: [{ type: 'MIT' }, 'ISC'],
        dist: { integrity: `sha512-${'A'.repeat(86)}==` },
      },
    ].map((manifest) => Buffer.from(JSON.stringify(manifest, undefined, 1))),
  run: (bytes) => checkLanguageFile('npm-package', 'app/node_modules/a/package.json', bytes),
};
