import { describe, expect, test } from 'vitest';
import { gradleLockfile } from './gradle-lockfile.ts';

const analyse = (text: string, name = 'gradle.lockfile') =>
  gradleLockfile.analyse({ path: `srv/${name}`, bytes: Buffer.from(text) });

// The form that Gradle's manual shows ("Dependency locking", "Lock state location and format").
const lockfile = `# This is a Gradle generated file for dependency locking.
# Manual edits can break the build and are not advised.
# This file is expected to be part of source control.
org.springframework:spring-beans:5.0.5.RELEASE=compileClasspath,runtimeClasspath
org.springframework:spring-core:5.0.5.RELEASE=compileClasspath,testCompileClasspath
junit:junit:4.13=testCompileClasspath,testRuntimeClasspath
com.puppycrawl.tools:checkstyle:9.3=checkstyle
org.projectlombok:lombok:1.18.24=annotationProcessor,testAnnotationProcessor
empty=archives,signatures
`;

test('each line a declared package, for development when only tests and tools use it', () => {
  const facts = analyse(lockfile);
  expect(facts?.problems).toBeUndefined();
  expect(facts?.packages?.map(({ name, version, dev }) => [name, version, dev])).toEqual([
    ['org.springframework:spring-beans', '5.0.5.RELEASE', false],
    ['org.springframework:spring-core', '5.0.5.RELEASE', false],
    ['junit:junit', '4.13', true],
    ['com.puppycrawl.tools:checkstyle', '9.3', true],
    ['org.projectlombok:lombok', '1.18.24', true],
  ]);
  expect(facts?.packages?.[0]).toEqual({
    name: 'org.springframework:spring-beans',
    version: '5.0.5.RELEASE',
    purl: 'pkg:maven/org.springframework/spring-beans@5.0.5.RELEASE',
    type: 'maven',
    licences: [],
    scope: 'declared',
    dev: false,
  });
});

test('what only the build script needs is for development', () => {
  const [item] = analyse('a:b:1=classpath\n', 'buildscript-gradle.lockfile')?.packages ?? [];
  expect(item?.dev).toBe(true);
});

test.each([
  ['testCompileClasspath', true],
  ['debugUnitTestRuntimeClasspath', true],
  ['debugAndroidTestCompileClasspath', true],
  ['integrationTestRuntimeClasspath', true],
  ['kaptDebugAnnotationProcessor', true],
  ['runtimeClasspath', false],
  ['latestRuntimeClasspath', false],
  ['contestCompileClasspath', false],
  ['testCompileClasspath,runtimeClasspath', false],
])('%s: for development %s', (configurations, dev) => {
  expect(analyse(`a:b:1=${configurations}`)?.packages).toMatchObject([{ dev }]);
});

test('the older form without configurations, and Windows line ends', () => {
  expect(analyse('a:b:1\r\nc:d:2\r\n')?.packages).toMatchObject([
    { name: 'a:b', dev: false },
    { name: 'c:d', version: '2' },
  ]);
});

test('a version locked twice is listed once', () => {
  expect(analyse('a:b:1=x\na:b:1=y\na:b:2=x\n')?.packages).toHaveLength(2);
});

describe('malformed lines are located, the others count', () => {
  test.each(['a:b=x', 'a:b:1:2=x', ':b:1=x', 'a::1=x', 'a:b:=x', 'a/b:c:1=x', 'a:b:[1,2)=x', '\0', '<<<<<<< HEAD'])(
    '%j',
    (line) => {
      const facts = analyse(`${line}\na:b:1=x\n`);
      expect(facts?.packages).toHaveLength(1);
      expect(facts?.problems).toMatchObject([{ where: '/srv/gradle.lockfile:1' }]);
    },
  );

  test('millions of them stay a short list', () => {
    const facts = analyse('x\n'.repeat(1_000_000));
    expect(facts?.packages).toEqual([]);
    expect(facts?.problems?.at(-1)?.what).toBe('999950 further problems are not listed');
  });

  test('more packages than the limit', () => {
    const text = Array.from({ length: 200_002 }, (_, at) => `g:a${at}:1=x`).join('\n');
    const facts = analyse(text);
    expect(facts?.packages).toHaveLength(200_000);
    expect(facts?.problems).toMatchObject([{ where: '/srv/gradle.lockfile:200001' }]);
  });

  test('a line of a megabyte', () => {
    expect(analyse(`a:b:1=${'test'.repeat(1 << 18)}\n`)?.packages).toHaveLength(1);
    expect(analyse(`${':'.repeat(1 << 20)}\n`)?.problems).toHaveLength(1);
  });

  test('names from the object prototype', () => {
    expect(analyse('__proto__:constructor:1=x')?.packages).toMatchObject([{ name: '__proto__:constructor' }]);
  });
});
