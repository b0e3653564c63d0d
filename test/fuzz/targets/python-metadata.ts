import { readLanguageFile } from '../read-language-file.ts';
import type { FuzzTarget } from '../target.ts';
import { checkFacts } from '../check-facts.ts';

const read = (path: string, bytes: Buffer) => readLanguageFile('python-dist-info', path, bytes);
const paths = ['a/x_y-1.0.dist-info/METADATA', 'a/x-1-py3.egg-info', 'a/x.egg-info/PKG-INFO', 'EGG-INFO/PKG-INFO'];
const healthy = Buffer.from('Name: zz-first\nVersion: 1\nSummary: -\n');

/** Metadata of installed Python distributions. */
export const pythonMetadataTarget: FuzzTarget = {
  id: 'python-metadata',
  files: [
    'src/catalog/language/python-dist-info',
    'src/catalog/language/python-metadata',
    'src/catalog/language/python-licences',
    'src/catalog/language/python-name',
  ],
  errors: [],
  dictionary: [
    'Name: ',
    'Version: ',
    'License: ',
    'License-Expression: ',
    'Classifier: License :: OSI Approved :: ',
    'MIT License',
    'Apache License, Version 2.0',
    ' OR ',
    ' AND ',
    'GPLv2+',
    'UNKNOWN',
    '\r\n',
    '\n ',
    '\n\t',
    '\n\n',
    '\u00EF\u00BB\u00BF',
    '1!2.0.post1+local',
  ],
  seeds: () => [
    Buffer.from('Metadata-Version: 2.4\nName: a.B\nVersion: 1.0\nLicense-Expression: MIT OR Apache-2.0\n\nbody\n'),
    Buffer.from(
      'Metadata-Version: 1.1\r\nName: a\r\nVersion: 1\r\nLicense: BSD 3-Clause License\r\n  \r\n  text\r\n' +
        'Classifier: License :: OSI Approved :: ISC License (ISCL)\r\nClassifier: License :: Public Domain\r\n',
    ),
  ],
  run(bytes) {
    for (const path of paths) checkFacts(read(path, bytes));
    const prefixed = { path: 'EGG-INFO/PKG-INFO', bytes: Buffer.concat([healthy, bytes]) };
    const [item] = read(prefixed.path, prefixed.bytes)?.packages ?? [];
    if (item?.name !== 'zz-first' || item.version !== '1') throw new Error('what follows changes the name');
  },
};
