import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

/** packages.config of NuGet. */
export const packagesConfigTarget: FuzzTarget = {
  id: 'packages-config',
  files: ['src/catalog/language/nuget-packages-config'],
  errors: [],
  dictionary: [
    '<packages>',
    '</packages>',
    '<package id="a" version="1" />',
    'developmentDependency="true"',
    '<?xml version="1.0" encoding="utf-8"?>',
    '<!DOCTYPE a [',
    '<!ENTITY a "b">]>',
    '&a;',
    '&#0;',
    '&#x10FFFF;',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    'xmlns:a="b"',
    '\uFEFF',
    '\r\n',
  ],
  seeds: () => [
    Buffer.from(
      '\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<packages>\r\n  <package id="a" version="1.0" targetFramework="net46" />\r\n  <package id="b" version="2" developmentDependency="true" />\r\n</packages>\r\n',
    ),
  ],
  run(bytes) {
    checkLanguageFile('nuget-packages-config', 'src/packages.config', bytes);
  },
};
