import fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import { describe, expect, test } from 'vitest';
import { languagePurl, parsePurl } from './purl.ts';

describe('the purl of a language package', () => {
  test.each([
    ['npm', '@angular/core', '1.0.0', 'pkg:npm/%40angular/core@1.0.0'],
    ['npm', 'lodash', '4.17.21', 'pkg:npm/lodash@4.17.21'],
    ['maven', 'org.apache.logging.log4j:log4j-core', '2.17.0', 'pkg:maven/org.apache.logging.log4j/log4j-core@2.17.0'],
    [
      'golang',
      'github.com/Azure/azure-sdk',
      'v1.0.0+incompatible',
      'pkg:golang/github.com/Azure/azure-sdk@v1.0.0%2Bincompatible',
    ],
    ['golang', 'stdlib', '1.21.0', 'pkg:golang/stdlib@1.21.0'],
    ['pypi', 'Zope.Interface', '5.0', 'pkg:pypi/zope-interface@5.0'],
    ['composer', 'Symfony/Console', 'v6.0', 'pkg:composer/symfony/console@v6.0'],
    ['bitnami', 'WordPress', '6.2.0-3', 'pkg:bitnami/wordpress@6.2.0-3'],
    ['cargo', 'rand', '0.7.2', 'pkg:cargo/rand@0.7.2'],
    ['nuget', 'Newtonsoft.Json', '13.0.1', 'pkg:nuget/Newtonsoft.Json@13.0.1'],
    ['generic', 'openssl', '', 'pkg:generic/openssl'],
  ] as const)('%s %s %s', (type, name, version, expected) => {
    expect(languagePurl(type, name, version)).toBe(expected);
  });

  test('qualifiers stand in order, encoded, without empty ones', () => {
    expect(languagePurl('maven', 'a:b', '1', { type: 'zip', classifier: 'a b', x: '' })).toBe(
      'pkg:maven/a/b@1?classifier=a%20b&type=zip',
    );
  });
});

describe('reading a purl', () => {
  test.each([
    [
      'pkg:deb/debian/libc6@1:2.36-9%2Bdeb12u4?arch=amd64&distro=debian-12&upstream=glibc',
      'deb',
      'debian',
      'libc6',
      '1:2.36-9+deb12u4',
    ],
    ['pkg:npm/%40angular/core@1.0.0', 'npm', '@angular', 'core', '1.0.0'],
    ['pkg:NPM/@angular/core@1.0.0#lib/x', 'npm', '@angular', 'core', '1.0.0'],
    ['pkg:golang/github.com/a/b/v2@v2.0.0', 'golang', 'github.com/a/b', 'v2', 'v2.0.0'],
    ['pkg:generic/openssl', 'generic', undefined, 'openssl', undefined],
    ['pkg://npm/lodash@1', 'npm', undefined, 'lodash', '1'],
  ])('%s', (text, type, namespace, name, version) => {
    const parts = parsePurl(text);
    expect([parts?.type, parts?.namespace, parts?.name, parts?.version]).toEqual([type, namespace, name, version]);
  });

  test.each(['', 'pkg:', 'pkg:npm', 'pkg:npm/', 'npm/lodash', 'pkg:npm/%zz', 'pkg:9x/a'])('%j is none', (text) => {
    expect(parsePurl(text)).toBeUndefined();
  });

  test('what was written comes back, and packageurl-js reads the same', () => {
    const part = fc
      .string({ minLength: 1, unit: 'grapheme', maxLength: 12 })
      .filter((text) => !/^[./]*$/.test(text) && !text.includes('/'));
    fc.assert(
      fc.property(part, part, part, (namespace, name, version) => {
        const text = languagePurl('npm', `@${namespace}/${name}`, version);
        expect(parsePurl(text)).toMatchObject({ namespace: `@${namespace}`, name, version });
        if (!/%/.test(namespace + name + version) && text.toLowerCase() === text)
          expect(PackageURL.fromString(text)).toMatchObject({ name, version });
      }),
      { numRuns: 300 },
    );
  });
});
