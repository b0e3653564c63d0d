import { describe, expect, test } from 'vitest';
import { apkLicences, debianLicence } from './licence-expression.ts';

describe('a Debian short name', () => {
  test.each([
    ['GPL-2', 'GPL-2.0-only'],
    ['GPL-2+', 'GPL-2.0-or-later'],
    ['GPL-2.0+', 'GPL-2.0-or-later'],
    ['GPLv3+', 'GPL-3.0-or-later'],
    ['GPL-3.0-only', 'GPL-3.0-only'],
    ['LGPL-2.1+', 'LGPL-2.1-or-later'],
    ['LGPL-2', 'LGPL-2.0-only'],
    ['AGPL-3+', 'AGPL-3.0-or-later'],
    ['GFDL-1.3+', 'GFDL-1.3-or-later'],
    ['GFDL-NIV-1.3', 'GFDL-1.3-no-invariants-only'],
    ['Expat', 'MIT'],
    ['BSD-3-clause', 'BSD-3-Clause'],
    ['apache-2.0', 'Apache-2.0'],
    ['zlib', 'Zlib'],
    ['Artistic', 'Artistic-1.0'],
  ])('%s is %s', (name, id) => {
    expect(debianLicence(name)).toBe(id);
  });

  test.each([
    'GPL',
    'GPL-4+',
    'LGPL-2.2',
    'AGPL-2',
    'GPL-NIV-2',
    'public-domain',
    'BSD-3-clause-google',
    'MIT-1',
    'constructor',
  ])('%s stays as it is', (name) => {
    expect(debianLicence(name)).toBe(name);
  });
});

describe('a Debian synopsis', () => {
  test.each([
    ['GPL-1+ or Artistic', 'GPL-1.0-or-later OR Artistic-1.0'],
    ['GPL-2+ and BSD-3-clause or Expat', 'GPL-2.0-or-later AND BSD-3-Clause OR MIT'],
    ['GPL-1+ or Artistic, and Expat', '(GPL-1.0-or-later OR Artistic-1.0) AND MIT'],
    ['GPL-2 and Expat, or Apache-2.0', '(GPL-2.0-only AND MIT) OR Apache-2.0'],
    ['Expat, ISC', 'MIT AND ISC'],
    ['LGPLv3+_or_GPLv2+', 'LGPL-3.0-or-later OR GPL-2.0-or-later'],
    ['GPL-2+ with Libtool exception', 'GPL-2.0-or-later WITH Libtool-exception'],
    ['GPL-2 with Linux-syscall-note exception', 'GPL-2.0-only WITH Linux-syscall-note'],
    ['Apache-2.0 with LLVM exception', 'Apache-2.0 WITH LLVM-exception'],
    ['Perl and Expat', '(Artistic-1.0-Perl OR GPL-1.0-or-later) AND MIT'],
  ])('%s is %s', (synopsis, expected) => {
    expect(debianLicence(synopsis)).toBe(expected);
  });

  test.each([
    'GPL-2+ with Nonesuch exception',
    'GPL-2+ and Kazlib',
    'GPL-2+ or',
    'or GPL-2+',
    'Expat, and ISC, or Zlib',
    'Permission is hereby granted, free of charge, to any person',
  ])('%j with a part that is not understood stays whole', (synopsis) => {
    expect(debianLicence(synopsis)).toBe(synopsis);
  });

  test('is one line without control characters, and not long', () => {
    expect(debianLicence(' a\t b\u001B ')).toBe('a b\uFFFD');
    expect(debianLicence('x '.repeat(100_000)).length).toBe(201);
  });
});

describe("apk's licence field", () => {
  test.each([
    ['MIT', ['MIT']],
    ['GPL-2.0-only AND MIT', ['GPL-2.0-only AND MIT']],
    [
      '(GPL-2.0-or-later WITH Foo-exception) OR LicenseRef-x',
      ['(GPL-2.0-or-later WITH Foo-exception) OR LicenseRef-x'],
    ],
    ['MIT BSD GPL2+', ['MIT', 'BSD', 'GPL-2.0-or-later']],
    ['GPL2', ['GPL-2.0-only']],
    ['MIT AND', ['MIT AND']],
    ['(MIT', ['(MIT']],
    ['custom: see <x>', ['custom: see <x>']],
    ['', []],
    ['  ', []],
  ])('%j gives %j', (field, expected) => {
    expect(apkLicences(field)).toEqual(expected);
  });
});
