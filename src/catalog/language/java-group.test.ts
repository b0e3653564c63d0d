import { describe, expect, test } from 'vitest';
import { withGroup } from './java-group.ts';
import { knownGroups } from './java-known-groups.ts';
import type { Manifest, ManifestHeader } from './java-manifest.ts';

type Headers = Partial<Record<ManifestHeader, string>>;

function known(artifact: string, version: string, headers: Headers, members: string[] = []) {
  const manifest: Manifest = new Map(Object.entries(headers) as [ManifestHeader, string][]);
  return withGroup(
    { artifact, version },
    { manifest, has: (folder) => members.some((name) => name.startsWith(folder)) },
  );
}

function group(artifact: string, headers: Headers, members: string[] = []) {
  return known(artifact, '1.0', headers, members).group;
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

  test.each([
    ['hibernate-core', '5.6.0.Final', 'org/hibernate/Version.class', 'org.hibernate:hibernate-core'],
    ['hibernate-core', '6.1.0.Final', 'org/hibernate/Version.class', 'org.hibernate.orm:hibernate-core'],
    ['groovy', '3.0.7', 'groovy/lang/GString.class', 'org.codehaus.groovy:groovy'],
    ['groovy', '4.0.6', 'groovy/lang/GString.class', 'org.apache.groovy:groovy'],
    ['dom4j', '1.6.1', 'org/dom4j/Node.class', 'dom4j:dom4j'],
    ['dom4j', '2.1.1', 'org/dom4j/Node.class', 'org.dom4j:dom4j'],
    ['c3p0', '0.9.1.2', 'com/mchange/v2/c3p0/C3P0Registry.class', 'c3p0:c3p0'],
    ['c3p0', '0.9.5.2', 'com/mchange/v2/c3p0/C3P0Registry.class', 'com.mchange:c3p0'],
    ['okhttp', '4.9.0', 'okhttp3/Call.class', 'com.squareup.okhttp3:okhttp'],
    ['okhttp', '2.7.5', 'com/squareup/okhttp/Call.class', 'undefined:okhttp'],
    ['hsqldb', '1.8.0.10', 'org/hsqldb/Server.class', 'undefined:hsqldb'],
    ['catalina', '9.0.40', 'org/apache/catalina/Server.class', 'org.apache.tomcat:tomcat-catalina'],
    ['catalina', '9.0.40', 'evil/Server.class', 'undefined:catalina'],
    ['bcprov-jdk15on', '1.68', 'org/bouncycastle/LICENSE.class', 'org.bouncycastle:bcprov-jdk15on'],
    [
      'checker-qual',
      '2.11.1',
      'org/checkerframework/framework/qual/TargetLocations.class',
      'org.checkerframework:checker-qual',
    ],
    ['kafka_2.13', '3.4.0', 'kafka/Kafka.class', 'org.apache.kafka:kafka_2.13'],
  ])('%s %s with %s is %s', (artifact, version, member, expected) => {
    const found = known(artifact, version, {}, [member]);
    expect(`${found.group}:${found.artifact}`).toBe(expected);
  });

  test('the table: whole names, and folders that end', () => {
    for (const { artifact, folders } of knownGroups) {
      expect(artifact.source).toMatch(/^\^.*\$$/);
      expect(folders.length).toBeGreaterThan(0);
      for (const folder of folders) expect(folder).toMatch(/^[A-Za-z0-9/-]+\/$/);
    }
  });
});

describe('a title with all three', () => {
  test('counts when artifact and version agree with the file', () => {
    const title = (text: string) => ({ 'implementation-title': text }) as const;
    expect(group('micrometer-core', title('io.micrometer#micrometer-core;1.0'))).toBe('io.micrometer');
    expect(group('micrometer-core', title('io.micrometer#micrometer-core;1.1'))).toBeUndefined();
    expect(group('x', title('org.elasticsearch#server;1.0'))).toBeUndefined();
    expect(group('a', title('b c#a;1.0'))).toBeUndefined();
    expect(group('a', title('#a;1.0'))).toBeUndefined();
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
  test('counts when the bundle or a member lies in it', () => {
    const vendor = { 'implementation-vendor-id': 'com.typesafe.akka' } as const;
    expect(group('akka-actor_2.13', { ...vendor, 'bundle-symbolicname': 'com.typesafe.akka.actor' })).toBe(
      'com.typesafe.akka',
    );
    expect(group('akka-x', vendor, ['com/typesafe/akka/X.class'])).toBe('com.typesafe.akka');
    expect(group('akka-x', vendor, ['com/typesafe/akkax/X.class'])).toBeUndefined();
  });

  // As these artefacts have them; their groups are others.
  test.each([
    ['FastInfoset', 'com.sun.xml.fastinfoset.FastInfoset', 'com.oracle'],
    ['jaxb-api', 'jaxb-api', 'org.glassfish'],
    ['javax.activation-api', 'javax.activation-api', 'com.sun'],
    ['x', 'acme.x', 'acme'],
    ['x', 'a.b c.d.x', 'a.b c.d'],
  ])('%s as %s is not believed to be of %s', (artifact, bundle, vendor) => {
    const manifest = { 'bundle-symbolicname': bundle, 'implementation-vendor-id': vendor };
    expect(group(artifact, manifest, ['com/sun/A.class', 'acme/A.class'])).toBeUndefined();
  });
});
