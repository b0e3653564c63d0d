import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

const flat = {
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { a: '1' }, devDependencies: { '@s/b': '1' } },
    'w/x': { version: '1.0.0', peerDependencies: { a: '1' } },
    'node_modules/x': { resolved: 'w/x', link: true },
    'node_modules/a': { version: '1.0.0', integrity: 'sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=', dependencies: { c: '1' } },
    'node_modules/a/node_modules/c': { name: 'd', version: '2.0.0', license: 'MIT', optionalDependencies: { a: '1' } },
    'node_modules/@s/b': { version: '1.0.0', dev: true },
  },
};
const nested = {
  lockfileVersion: 1,
  dependencies: {
    a: { version: '1.0.0', requires: { b: '1' }, dependencies: { b: { version: 'npm:c@2.0.0', dev: true } } },
    d: { version: 'git+https://x/d.git#0123456789abcdef' },
    e: { version: 'https://x/e-1.0.0.tgz', bundled: true },
  },
};

/** npm's lock files of all versions. */
export const npmLockTarget: FuzzTarget = {
  id: 'npm-lock',
  files: ['src/catalog/language/npm-lock', 'src/catalog/language/npm-module', 'src/catalog/language/json-value'],
  errors: [],
  dictionary: [
    '"packages":{',
    '"dependencies":{',
    '"node_modules/',
    '/node_modules/',
    '"__proto__":',
    '"constructor":',
    '"link":true',
    '"resolved":"',
    '"version":"1"',
    'npm:',
    '../',
    '[[[[',
    '{"a":',
    '1e999',
    '\uFEFF',
  ],
  seeds: () => [flat, nested].map((lock) => Buffer.from(JSON.stringify(lock))),
  run: (bytes) => checkLanguageFile('npm-lock', 'app/package-lock.json', bytes),
};
