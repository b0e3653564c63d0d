import { readdirSync } from 'node:fs';
import { SeawallError } from '#model';
import { describe, expect, test } from 'vitest';
import { compareVersions } from './compare-versions.ts';
import { orderingOf, orderings } from './orderings.ts';

const notOrderings = new Set(['ascii', 'compare-parsed', 'compare-versions', 'ordering', 'orderings', 'remember']);

describe('the list of orderings', () => {
  test('names every file of the folder', () => {
    const files = readdirSync(import.meta.dirname)
      .filter((name) => /^[a-z0-9-]+\.ts$/.test(name))
      .map((name) => name.slice(0, -3))
      .filter((name) => !notOrderings.has(name));
    expect(orderings.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  });

  test('no name belongs to two of them, and each goes by its own id', () => {
    const names = orderings.flatMap(({ ecosystems }) => ecosystems);
    expect(new Set(names).size).toBe(names.length);
    for (const ordering of orderings) expect(orderingOf(ordering.id)).toBe(ordering);
  });

  test('a name is found in any case', () => expect(orderingOf('Debian')?.id).toBe('deb'));

  test.each([
    'deb rpm apk semver npm pypi maven gem go nuget composer crates bitnami',
    'PyPI Maven RubyGems Go NuGet Packagist crates.io Bitnami Debian Ubuntu Alpine AlmaLinux',
  ])('serves all of %s', (names) => {
    for (const name of names.split(' ')) expect([name, orderingOf(name)]).not.toContain(undefined);
  });
});

describe('comparing for a user', () => {
  test('answers with one sign', () => {
    expect(compareVersions('deb', '1.0~rc1', '1.0')).toBe('<');
    expect(compareVersions('alpine', '1.0-r0', '1.0-r0')).toBe('=');
    expect(compareVersions('rpm', '1:1', '2')).toBe('>');
    expect(compareVersions('npm', '1.0', '1.0.0')).toBe('?');
    expect(compareVersions('deb', '1.0', '1-')).toBe('?');
  });

  test('an unknown ecosystem is a usage error that names the known ones', () => {
    expect(() => compareVersions('cobol', '1', '2')).toThrow(SeawallError);
    expect(() => compareVersions('constructor', '1', '2')).toThrow(/apk, bitnami, composer, crates, deb/);
  });
});
