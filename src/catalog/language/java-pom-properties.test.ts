import { expect, test } from 'vitest';
import { readPomProperties } from './java-pom-properties.ts';

const read = (text: string) => readPomProperties(Buffer.from(text));
const log4j = { group: 'org.apache.logging.log4j', artifact: 'log4j-core', version: '2.14.1' };

test('the three values, with comments and either line end', () => {
  const lines = [
    '#Created by Apache Maven 3.6.3',
    'groupId=org.apache.logging.log4j',
    'artifactId=log4j-core',
    '! x=y',
    'version = 2.14.1 ',
  ];
  expect(read(lines.join('\n'))).toEqual(log4j);
  expect(read(lines.join('\r\n'))).toEqual(log4j);
  expect(read('groupId: org.apache.logging.log4j\nartifactId: log4j-core\nversion: 2.14.1')).toEqual(log4j);
});

test.each([
  ['empty', ''],
  ['without a group', 'artifactId=a\nversion=1\n'],
  ['a template', 'groupId=${groupId}\nartifactId=a\nversion=1\n'],
  ['a version still to be filled in', 'groupId=g\nartifactId=a\nversion=${project.version}\n'],
  ['an artifact with a path', 'groupId=g\nartifactId=../a\nversion=1\n'],
  ['a version of two lines in one', 'groupId=g\nartifactId=a\nversion=1 2\n'],
  ['a group of a megabyte', `groupId=${'g'.repeat(1 << 20)}\nartifactId=a\nversion=1\n`],
  ['control characters', 'groupId=g\nartifactId=a\nversion=1\x1b[2J\n'],
])('%s: not a descriptor', (_, text) => expect(read(text)).toBeUndefined());

test('keys from the object prototype are only keys', () => {
  expect(read('__proto__=x\nconstructor=y\ngroupId=g\nartifactId=a\nversion=1')).toEqual({
    group: 'g',
    artifact: 'a',
    version: '1',
  });
});
