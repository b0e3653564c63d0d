import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStanzas, type StanzaOptions } from './deb822.ts';

function read(text: string | Buffer, options: Partial<StanzaOptions> = {}) {
  const problems: string[] = [];
  const stanzas = [
    ...readStanzas(Buffer.from(text), {
      wanted: ['package', 'version', 'conffiles'],
      maxValueBytes: 1000,
      report: (what, line, found) => problems.push(`${line}: ${what}${found === undefined ? '' : `: ${found}`}`),
      ...options,
    }),
  ];
  return { stanzas: stanzas.map(({ line, fields }) => ({ line, ...Object.fromEntries(fields) })), problems };
}

describe('well-formed stanzas', () => {
  test('are told apart by empty lines, however many', () => {
    expect(read('\n\nPackage: a\nVersion: 1\n\n\nPackage: b\n')).toEqual({
      stanzas: [
        { line: 3, package: 'a', version: '1' },
        { line: 7, package: 'b' },
      ],
      problems: [],
    });
  });

  test('have field names in any case, and blanks around the colon', () => {
    expect(read('PACKAGE \t:\ta \nversion:1\n').stanzas).toEqual([{ line: 1, package: 'a', version: '1' }]);
  });

  test('keep continuation lines of wanted fields and skip those of others', () => {
    const text = 'Package: a\nDescription: x\n Version: not this\n .\nConffiles:\n /etc/a 1\n\t/etc/b 2\nVersion: 3\n';
    expect(read(text)).toEqual({
      stanzas: [{ line: 1, package: 'a', conffiles: '/etc/a 1\n/etc/b 2', version: '3' }],
      problems: [],
    });
  });

  test('do not end at a continuation line of blanks only, which dpkg takes as part of the value', () => {
    expect(read('Package: a\nConffiles:\n /x\n \t\n /y\nVersion: 1\n').stanzas).toEqual([
      { line: 1, package: 'a', conffiles: '/x\n\n/y', version: '1' },
    ]);
  });

  test('may have comments', () => {
    expect(read('# x\nPackage: a\n# y: z\nVersion: 1\n')).toEqual({
      stanzas: [{ line: 2, package: 'a', version: '1' }],
      problems: [],
    });
  });

  test('are read with carriage returns as without', () => {
    const text = 'Package: a\nConffiles:\n /x\n /y\nVersion: 1\n\nPackage: b\n';
    expect(read(text.replaceAll('\n', '\r\n'))).toEqual(read(text));
  });

  test('give only the first line of fields of which more is not asked for', () => {
    const { stanzas } = read('Package: a\n b\n c\nVersion: 1\n', { firstLineOnly: ['package'] });
    expect(stanzas).toEqual([{ line: 1, package: 'a', version: '1' }]);
  });
});

describe('damage', () => {
  test('of one line is reported with its line, and the rest is read', () => {
    expect(read('Package: a\nrubbish\nVersion: 1\n')).toEqual({
      stanzas: [{ line: 1, package: 'a', version: '1' }],
      problems: ['2: line without a colon: rubbish'],
    });
  });

  test('a missing empty line before a package does not swallow the package', () => {
    expect(read('Package: a\nVersion: 1\nPackage: b\nVersion: 2\n')).toEqual({
      stanzas: [
        { line: 1, package: 'a', version: '1' },
        { line: 3, package: 'b', version: '2' },
      ],
      problems: ['3: no empty line before this package'],
    });
  });

  test('a field that stands twice counts once', () => {
    expect(read('Package: a\nVersion: 1\nVersion: 2\n')).toEqual({
      stanzas: [{ line: 1, package: 'a', version: '1' }],
      problems: ['3: version stands twice in one stanza; the first counts'],
    });
  });

  test('a value over the limit is left out', () => {
    const { stanzas, problems } = read(`Package: a\nConffiles:\n ${'x'.repeat(2000)}\nVersion: 1\n`);
    expect(stanzas).toEqual([{ line: 1, package: 'a', version: '1' }]);
    expect(problems).toEqual(['2: conffiles is longer than 1000 bytes']);
  });

  test('a long line of no interest costs nothing and is no problem', () => {
    expect(read(`Package: a\nDescription: ${'x'.repeat(100_000)}\nVersion: 1\n`).problems).toEqual([]);
  });

  test('a continuation line at the top belongs to nothing', () => {
    expect(read(' x\nPackage: a\n')).toEqual({
      stanzas: [{ line: 2, package: 'a' }],
      problems: ['1: continuation line without a field'],
    });
  });

  test('a file that ends inside a line gives what is there', () => {
    expect(read('Package: a\nVersion: 1.').stanzas).toEqual([{ line: 1, package: 'a', version: '1.' }]);
  });

  test('without end is cut off, and said', () => {
    expect(read('x:\n'.repeat(2_000_000) + 'Package: a\n')).toEqual({
      stanzas: [{ line: 1 }],
      problems: ['2000001: more than 2000000 lines: the rest was not read'],
    });
  });
});

describe('any stanzas', () => {
  const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
  const stanza = fc.record({
    package: value,
    version: value,
    conffiles: fc.array(value, { minLength: 1, maxLength: 4 }),
  });

  test('come back as they were written, with line numbers', () => {
    fc.assert(
      fc.property(fc.array(stanza, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (all, newline) => {
        let line = 1;
        const lines: string[] = [];
        const expected = all.map((one) => {
          const start = line;
          const own = [`Package: ${one.package}`, `Version: ${one.version}`, 'Conffiles:'];
          own.push(...one.conffiles.map((entry) => ` ${entry}`), '');
          lines.push(...own);
          line += own.length;
          return { line: start, ...one, conffiles: one.conffiles.join('\n') };
        });
        expect(read(lines.map((text) => text + newline).join(''))).toEqual({ stanzas: expected, problems: [] });
      }),
    );
  });

  test('of any bytes end, and their lines only grow', () => {
    const hostile = fc.array(
      fc.oneof(
        fc.constantFrom('Package', 'Version', ':', ' ', '\n', '\r', '\t', '#', '\0'),
        fc.string({ maxLength: 5 }),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(hostile, (parts) => {
        const text = parts.join('');
        const lines = read(text).stanzas.map((found) => found.line);
        expect(lines).toEqual(lines.toSorted((a, b) => a - b));
        expect(lines.at(-1) ?? 0).toBeLessThanOrEqual(text.split('\n').length);
      }),
    );
  });
});
