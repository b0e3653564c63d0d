import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

/** go.mod. */
export const goModTarget: FuzzTarget = {
  id: 'go-mod',
  files: ['src/catalog/language/go-mod'],
  errors: [],
  dictionary: [
    'module a\n',
    'go 1.21\n',
    'toolchain go1.22.1\n',
    'require ',
    'require (\n',
    'replace ',
    'exclude ',
    'retract [v1.0.0, v1.1.0]\n',
    ')\n',
    ' => ',
    '// indirect\n',
    'a.b/c v1.0.0',
    '+incompatible',
    '-0.20220722155257-8c9f86f7a55f',
    '"',
    '`',
    './x',
    '__proto__',
    '\r\n',
  ],
  seeds: () => [
    Buffer.from(
      'module a.b/c\n\ngo 1.21\n\nrequire (\n	a.b/d v1.0.0\n	a.b/e/v2 v2.0.0 // indirect\n)\n\nrequire "a.b/f" `v0.0.0-20220722155257-8c9f86f7a55f`\n\nreplace a.b/d v1.0.0 => a.b/g v1.1.0\n\nreplace a.b/e/v2 => ../e\n\nexclude a.b/f v1.0.0\n\nretract [v1.0.0, v1.1.0] // bad\n',
    ),
  ],
  run(bytes) {
    checkLanguageFile('go-mod', 'srv/go.mod', bytes);
  },
};
