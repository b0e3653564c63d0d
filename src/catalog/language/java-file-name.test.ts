import { describe, expect, test } from 'vitest';
import { readJavaFileName } from './java-file-name.ts';

describe('artifact and version in a file name', () => {
  test.each([
    ['log4j-core-2.14.1.jar', 'log4j-core', '2.14.1'],
    ['log4j-1.2-api-2.14.1.jar', 'log4j-1.2-api', '2.14.1'],
    ['guava-29.0-jre.jar', 'guava', '29.0-jre'],
    ['h2-1.4.200.jar', 'h2', '1.4.200'],
    ['jsr-305-3.0.2.jar', 'jsr-305', '3.0.2'],
    ['javassist-3.20.0-GA.jar', 'javassist', '3.20.0-GA'],
    ['hibernate-core-5.6.0.Final.jar', 'hibernate-core', '5.6.0.Final'],
    ['jboss-transaction-api_1.2_spec-1.1.1.Final.jar', 'jboss-transaction-api_1.2_spec', '1.1.1.Final'],
    ['kafka_2.13-3.4.0.jar', 'kafka_2.13', '3.4.0'],
    ['shop-1.0-SNAPSHOT.war', 'shop', '1.0-SNAPSHOT'],
    ['shop-1.0-20260101.101112-3.jar', 'shop', '1.0-20260101.101112-3'],
    ['tool-2.0-beta-4.jar', 'tool', '2.0-beta-4'],
    ['netty-tcnative-2.0.61.Final-linux-x86_64.jar', 'netty-tcnative', '2.0.61.Final'],
    ['shop-1.0-sources.jar', 'shop', '1.0'],
    ['org.eclipse.osgi_3.18.0.v20220516-2155.jar', 'org.eclipse.osgi', '3.18.0.v20220516-2155'],
    ['plexus-container-default-1.0-alpha-9-stable-1.jar', 'plexus-container-default', '1.0-alpha-9-stable-1'],
    ['thing-v1.2.jar', 'thing', 'v1.2'],
  ])('%s', (name, artifact, version) => {
    expect(readJavaFileName(name)).toMatchObject({ artifact, version });
    expect(readJavaFileName(`app.war!/WEB-INF/lib-1.0/${name}`)).toMatchObject({ artifact, version });
  });

  test('what follows the version is a classifier', () => {
    expect(readJavaFileName('netty-tcnative-2.0.61.Final-linux-x86_64.jar').classifier).toBe('linux-x86_64');
    expect(readJavaFileName('shop-1.0-SNAPSHOT-sources.jar').classifier).toBe('sources');
    expect(readJavaFileName('shop-1.0-SNAPSHOT.jar')).not.toHaveProperty('classifier');
  });

  test.each(['app.jar', 'spring-core.jar', 'jrt-fs.jar', '-1.0.jar', 'a-.jar', 'log4j2.jar', '.jar'])(
    '%s has no version',
    (name) => expect(readJavaFileName(name)).not.toHaveProperty('version'),
  );

  test('a name of many dashes is not tried at each of them', () => {
    const name = '-1a'.repeat(20_000);
    expect(readJavaFileName(`${name}.jar`)).toEqual({ stem: name, artifact: name });
  });
});
