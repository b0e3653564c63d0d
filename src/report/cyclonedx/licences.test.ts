import { describe, expect, test } from 'vitest';
import { licenceChoices } from './licences.ts';
import { spdxExpression } from '../sbom/spdx-expression.ts';

const id = (text: string) => ({ license: { id: text } });
const name = (text: string) => ({ license: { name: text } });

describe('licences in CycloneDX', () => {
  test.each([
    ['none', [], undefined],
    ['nothing but space', [' ', ''], undefined],
    ['one id', ['MIT'], [id('MIT')]],
    ['an id in other letters gets its canonical spelling', ['apache-2.0'], [id('Apache-2.0')]],
    ['a deprecated id is an id', ['GPL-2.0'], [id('GPL-2.0')]],
    ['a text is a name', ['the usual terms'], [name('the usual terms')]],
    ['ids and names side by side', ['MIT', 'public domain'], [id('MIT'), name('public domain')]],
    ['the same twice is once', ['MIT', 'MIT'], [id('MIT')]],
    ['one expression alone', ['MIT OR Apache-2.0'], [{ expression: 'MIT OR Apache-2.0' }]],
    [
      'an expression beside an id: both apply',
      ['MIT OR Apache-2.0', 'ISC'],
      [{ expression: '(MIT OR Apache-2.0) AND ISC' }],
    ],
    ['an expression beside a name can only be a name', ['MIT OR ISC', 'other'], [name('MIT OR ISC'), name('other')]],
    ['a reference is an expression', ['LicenseRef-Acme-1'], [{ expression: 'LicenseRef-Acme-1' }]],
  ])('%s', (_, licences, expected) => {
    expect(licenceChoices(licences)).toEqual(expected);
  });
});

describe('SPDX expressions', () => {
  test.each([
    ['mit or isc', 'MIT OR ISC'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0'],
    ['(MIT AND (ISC OR 0BSD))', '(MIT AND (ISC OR 0BSD))'],
    ['( MIT )', '(MIT)'],
    ['GPL-2.0+', 'GPL-2.0+'],
    ['Apache-2.0+', 'Apache-2.0+'],
    ['DocumentRef-x:LicenseRef-y OR MIT', 'DocumentRef-x:LicenseRef-y OR MIT'],
  ])('%s is one', (text, canonical) => {
    expect(spdxExpression(text)).toBe(canonical);
  });

  test.each([
    '',
    'MIT OR',
    'OR MIT',
    'MIT ISC',
    '(MIT',
    'MIT)',
    'MIT WITH',
    'MIT WITH (x)',
    'Mit Or Isc',
    'not a licence',
    'MIT/ISC',
    `${'('.repeat(2000)}MIT${')'.repeat(2000)}`,
    'MIT AND '.repeat(1000) + 'MIT',
  ])('%.40s is none', (text) => {
    expect(spdxExpression(text)).toBeUndefined();
  });
});
