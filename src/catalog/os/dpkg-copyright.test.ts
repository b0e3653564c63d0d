import { describe, expect, test } from 'vitest';
import { dpkgCopyright } from './dpkg-copyright.ts';

function licences(text: string): string[] | undefined {
  return dpkgCopyright.analyse({ path: 'usr/share/doc/a/copyright', bytes: Buffer.from(text) })?.licences?.[0]
    ?.licences;
}

const header = 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: a\n\n';

describe('the machine-readable format', () => {
  test('gives the licences of its paragraphs, once, in order', () => {
    const text = `${header}Files: *
Copyright: 2020 A
License: GPL-2+ or Artistic
 This package is free software, see /usr/share/common-licenses/LGPL-3

Files: b
License: Expat

Files: c
License: GPL-2+ or Artistic

License: GPL-2+
 text

License: Artistic
 text
`;
    expect(licences(text)).toEqual(['GPL-2.0-or-later OR Artistic-1.0', 'MIT']);
  });

  test('takes paragraphs of licences alone when no files are told', () => {
    expect(licences(`${header}License: ISC\n text\n`)).toEqual(['ISC']);
  });

  test('may declare a licence in its header', () => {
    expect(licences('Format: x\nLicense: Zlib\n')).toEqual(['Zlib']);
  });

  test('keeps names that have no SPDX id', () => {
    expect(licences(`${header}Files: *\nLicense: public-domain\n`)).toEqual(['public-domain']);
  });

  test('falls back to references when its paragraphs tell nothing', () => {
    expect(licences(`${header}Files: *\nLicense:\n See /usr/share/common-licenses/Apache-2.0.\n`)).toEqual([
      'Apache-2.0',
    ]);
  });
});

describe('free text', () => {
  const gnu = (version: string, tail: string) =>
    `it under the terms of the GNU General Public License as published by\nthe Free Software Foundation; either version ${version} of the License${tail}.`;

  test.each([
    ['GPL-2', gnu('2', ', or\n(at your option) any later version'), 'GPL-2.0-or-later'],
    ['GPL-2', 'under version 2 only.', 'GPL-2.0-only'],
    ['GPL', gnu('2', ', or\n * (at your option) any\n * later version'), 'GPL-2.0-or-later'],
    ['GPL', gnu('3', ''), 'GPL-3.0-only'],
    ['GPL', 'under the GPL.', 'GPL'],
    ['LGPL-2.1', 'version 2.1 or later', 'LGPL-2.1-or-later'],
    ['Apache-2.0', '', 'Apache-2.0'],
    ['BSD', '', 'BSD-3-Clause'],
    ['Artistic', '', 'Artistic-1.0-Perl'],
    ['GFDL-1.3', '', 'GFDL-1.3-only'],
    ['MPL-2.0', '', 'MPL-2.0'],
    ['Nonesuch', '', 'Nonesuch'],
  ])('that refers to %s after %j is %s', (name, notice, expected) => {
    expect(licences(`${notice}\nSee "/usr/share/common-licenses/${name}".\n`)).toEqual([expected]);
  });

  test('reads the terms of each reference on its own', () => {
    const text = `${gnu('2', ' or any later version')}\n/usr/share/common-licenses/GPL-2.\nThe library: /usr/share/common-licenses/LGPL-2.1, too`;
    expect(licences(text)).toEqual(['GPL-2.0-or-later', 'LGPL-2.1-only']);
  });

  test('that refers to nothing has no licence, rather than a guess', () => {
    expect(licences('Permission is hereby granted')).toBeUndefined();
    expect(licences('')).toBeUndefined();
  });
});

describe('bounds', () => {
  test('very many licences are cut off, and that is said', () => {
    const text =
      header + Array.from({ length: 5000 }, (_, index) => `Files: f${index}\nLicense: l-${index}\n\n`).join('');
    const facts = dpkgCopyright.analyse({ path: 'usr/share/doc/a/copyright', bytes: Buffer.from(text) });
    expect(facts?.licences?.[0]?.licences).toHaveLength(100);
    expect(facts?.problems?.[0]?.what).toBe('more than 100 licences: the rest is left out');
  });

  test('only the copyright file of a package is taken', () => {
    const accept = dpkgCopyright.interest.accept;
    expect(accept?.('usr/share/doc/libssl3/copyright')).toBe(true);
    expect(accept?.('usr/share/doc/a/b/copyright')).toBe(false);
    expect(accept?.('home/usr/share/doc/a/copyright')).toBe(false);
  });
});
