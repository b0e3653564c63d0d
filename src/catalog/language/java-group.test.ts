import { describe, expect, test } from 'vitest';
import { groupOf } from './java-group.ts';
import { knownGroups } from './java-known-groups.ts';
import type { Manifest, ManifestHeader } from './java-manifest.ts';

function group(artifact: string, headers: Partial<Record<ManifestHeader, string>>, members: string[] = []) {
  const manifest: Manifest = new Map(Object.entries(headers) as [ManifestHeader, string][]);
  return groupOf(artifact, { manifest, has: (folder) => members.some((name) => name.startsWith(folder)) });
}

describe('known artefacts', () => {
  test('count with their classes or the name of their module', () => {
    const classes = ['org/springframework/asm/AnnotationVisitor.class'];
    expect(group('spring-core', {}, classes)).toBe('org.springframework');
    expect(group('spring-boot-starter-web', { 'automatic-module-name': 'spring.boot.starter.web' })).toBe(
      'org.springframework.boot',
    );
  });

  test('are strangers without them, whatever the manifest claims', () => {
    expect(group('spring-core', { 'bundle-symbolicname': 'evil.spring-core' }, ['evil/A.class'])).toBeUndefined();
    expect(group('spring-boot', { 'automatic-module-name': 'spring.bootleg' })).toBeUndefined();
  });

  test('beat the vendor id, which for the Commons is of another group', () => {
    const manifest = {
      'implementation-vendor-id': 'org.apache',
      'bundle-symbolicname': 'org.apache.commons.collections',
    } as const;
    const members = ['org/apache/commons/collections/Bag.class'];
    expect(group('commons-collections', manifest, members)).toBe('commons-collections');
  });

  test('the table: whole names, folders that end, no two for one name in one folder', () => {
    for (const { artifact, folders } of knownGroups) {
      expect(artifact.source).toMatch(/^\^.*\$$/);
      expect(folders.length).toBeGreaterThan(0);
      for (const folder of folders) expect(folder).toMatch(/^[a-z0-9/]+\/$/);
    }
  });
});

describe('the symbolic name of a bundle', () => {
  // As written by Maven's bundle plugin into these very artefacts.
  test.each([
    ['jackson-databind', 'com.fasterxml.jackson.core.jackson-databind', 'com.fasterxml.jackson.core'],
    ['log4j-api', 'org.apache.logging.log4j.api', 'org.apache.logging.log4j'],
    ['commons-lang3', 'org.apache.commons.lang3', 'org.apache.commons'],
    ['istack-commons-runtime', 'com.sun.istack.commons-runtime', 'com.sun.istack'],
    ['hibernate-commons-annotations', 'org.hibernate.common.hibernate-commons-annotations', 'org.hibernate.common'],
  ])('%s as %s is of %s', (artifact, bundle, expected) => {
    expect(group(artifact, { 'bundle-symbolicname': bundle })).toBe(expected);
    expect(group(artifact, { 'bundle-symbolicname': `${bundle};singleton:=true` })).toBe(expected);
  });

  test.each([
    ['guava', 'com.google.guava'],
    ['jsr305', 'org.jsr-305'],
    ['checker-qual', 'checker-qual'],
    ['jakarta.annotation-api', 'jakarta.annotation-api'],
    ['jul-to-slf4j', 'jul.to.slf4j'],
    ['a-b', '.a-b'],
    ['a-b', 'a/b.a-b'],
    ['a-', 'x.a.'],
  ])('%s as %s tells nothing for sure', (artifact, bundle) => {
    expect(group(artifact, { 'bundle-symbolicname': bundle })).toBeUndefined();
  });
});

describe('the vendor id', () => {
  test('counts when the bundle lies in it', () => {
    const bundle = { 'bundle-symbolicname': 'org.hibernate.orm.core' } as const;
    expect(group('hibernate-core', { ...bundle, 'implementation-vendor-id': 'org.hibernate' })).toBe('org.hibernate');
  });

  test.each([
    ['FastInfoset', 'com.sun.xml.fastinfoset.FastInfoset', 'com.oracle'],
    ['jaxb-api', 'jaxb-api', 'org.glassfish'],
    ['commons-x', 'org.apache.x', 'org.apache'],
    ['x', 'acme.x', 'acme'],
  ])('%s as %s is not believed to be of %s', (artifact, bundle, vendor) => {
    const manifest = { 'bundle-symbolicname': bundle, 'implementation-vendor-id': vendor };
    expect(group(artifact, manifest)).toBeUndefined();
  });
});
