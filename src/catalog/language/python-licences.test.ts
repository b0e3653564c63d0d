import { describe, expect, test } from 'vitest';
import { pythonLicences } from './python-licences.ts';
import { readMetadata } from './python-metadata.ts';

function licences(text: string): string[] {
  return pythonLicences(readMetadata(Buffer.from(text)));
}

const osi = 'Classifier: License :: OSI Approved ::';

describe('licences of a distribution', () => {
  test('the expression beats all else, as it is', () => {
    expect(licences(`License: BSD\nLicense-Expression: Apache-2.0 OR BSD-2-Clause\n${osi} MIT License\n`)).toEqual([
      'Apache-2.0 OR BSD-2-Clause',
    ]);
  });

  // Taken from the metadata of much used packages.
  test.each([
    ['MIT', 'MIT'],
    ['MIT License', 'MIT'],
    ['The MIT License (MIT)', 'The MIT License (MIT)'],
    ['Expat (MIT/X11)', 'MIT'],
    ['Apache 2.0', 'Apache-2.0'],
    ['Apache-2.0', 'Apache-2.0'],
    ['Apache License 2.0', 'Apache-2.0'],
    ['Apache License, Version 2.0', 'Apache-2.0'],
    ['BSD 3-Clause License', 'BSD-3-Clause'],
    ['3-Clause BSD License', 'BSD-3-Clause'],
    ['Modified BSD License', 'BSD-3-Clause'],
    ['BSD-3-Clause OR Apache-2.0', 'BSD-3-Clause OR Apache-2.0'],
    ['MPL-2.0', 'MPL-2.0'],
    ['GPLv3+', 'GPL-3.0-or-later'],
    ['Dual License', 'Dual License'],
    ['BSD', 'BSD'],
  ])('License: %s', (field, id) => expect(licences(`License: ${field}\n`)).toEqual([id]));

  test('of several lines is a text: its title counts, else the classifiers', () => {
    expect(licences('License: BSD 3-Clause License\n        \n        - Copyright\n')).toEqual(['BSD-3-Clause']);
    expect(licences(`License: Copyright (c) me\n  all rights\n${osi} MIT License\n`)).toEqual(['MIT']);
    expect(licences('License: Copyright (c) me\n  all rights\n')).toEqual([]);
  });

  test('classifiers count when each stands for one licence', () => {
    expect(licences(`License: UNKNOWN\n${osi} ISC License (ISCL)\n${osi} MIT License\n${osi} MIT License\n`)).toEqual([
      'ISC',
      'MIT',
    ]);
    expect(licences(`License: see COPYING\n${osi} BSD License\n${osi} MIT License\n`)).toEqual(['see COPYING']);
    expect(licences(`Classifier: License :: OSI Approved\n${osi} BSD License\n${osi} MIT License\n`)).toEqual([
      'BSD License',
      'MIT',
    ]);
    expect(licences('Classifier: Topic :: X\nClassifier: Private :: License :: MIT License\n')).toEqual([]);
  });

  test('what is shown is one line of text, and not endless', () => {
    expect(licences(`License-Expression: a\u0007\u202E${'b'.repeat(1000)}\n`)[0]).toMatch(/^a\uFFFD\uFFFDb{1,200}…$/);
    expect(licences(`License: ${'x '.repeat(10_000)}\n`)).toEqual([]);
    expect(licences(`${osi} __proto__\n`)).toEqual(['__proto__']);
  });
});
