import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

/** Gemfile.lock. */
export const gemfileLockTarget: FuzzTarget = {
  id: 'gemfile-lock',
  files: [
    'src/catalog/language/gemfile-lock',
    'src/catalog/language/text-lines',
    'src/catalog/language/undivided-graph',
  ],
  errors: [],
  dictionary: [
    'GEM\n',
    'GIT\n',
    'PATH\n',
    'PLUGIN SOURCE\n',
    'PLATFORMS\n',
    'DEPENDENCIES\n',
    'CHECKSUMS\n',
    '  remote: x\n',
    '  specs:\n',
    '    a (1.0)\n',
    '    a (1.0-java)\n',
    '      b (~> 1)\n',
    '  a!\n',
    '  a (= 1)!\n',
    ' sha256=0000000000000000000000000000000000000000000000000000000000000000',
    '\r\n',
    '__proto__',
    '<<<<<<< HEAD\n',
  ],
  seeds: () => [
    Buffer.from(
      'PATH\n  remote: .\n  specs:\n    own (0.1)\n      a\n\nGIT\n  remote: x\n  revision: 0\n  specs:\n    g (1)\n\nGEM\n  remote: x\n  specs:\n    a (1.0)\n      b (~> 1)\n    b (1.0)\n    b (1.0-java)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  a (= 1.0)\n  own!\n\nCHECKSUMS\n  a (1.0) sha256=0000000000000000000000000000000000000000000000000000000000000000\n\nBUNDLED WITH\n   2.3.27\n',
    ),
  ],
  run(bytes) {
    checkLanguageFile('gemfile-lock', 'srv/Gemfile.lock', bytes);
  },
};
