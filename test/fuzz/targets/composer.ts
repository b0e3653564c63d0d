import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

/** composer.lock and installed.json of Composer. */
export const composerTarget: FuzzTarget = {
  id: 'composer',
  files: ['src/catalog/language/composer-', 'src/catalog/language/named-package', 'src/catalog/language/recorded-hash'],
  errors: [],
  dictionary: [
    '"packages": [',
    '"packages-dev": [',
    '"name": "a/b"',
    '"version": "1"',
    '"require": {',
    '"replace": {',
    '"provide": {',
    '"license": [',
    '"dist": {"shasum": "0000000000000000000000000000000000000000"}',
    '"dev-package-names": [',
    '"__proto__": ',
    'null',
    '\uFEFF',
    '\\u0000',
    '\\ud800',
  ],
  seeds: () => [
    Buffer.from(
      '{"packages": [{"name": "a/b", "version": "v1.0", "require": {"php": "*", "c/d": "*"}, "replace": {"e/f": "*"}, "license": ["MIT"], "dist": {"shasum": "0000000000000000000000000000000000000000"}}, {"name": "c/d", "version": "2", "require": {"e/f": "*"}, "provide": {"p/i": "1"}}], "packages-dev": [{"name": "g/h", "version": "dev-main", "license": "MIT"}], "dev-package-names": ["g/h"]}',
    ),
    Buffer.from('[{"name": "a/b", "version": "1", "require": {"a/b": "*"}}]'),
  ],
  run(bytes) {
    checkLanguageFile('composer-lock', 'srv/composer.lock', bytes);
    checkLanguageFile('composer-installed', 'srv/vendor/composer/installed.json', bytes);
  },
};
