import { describe, expect, test } from 'vitest';
import { readJavaFileName } from './java-file-name.ts';
import { identify } from './java-identity.ts';
import { readManifest } from './java-manifest.ts';
import type { PomProperties } from './java-pom-properties.ts';

function of(path: string, poms: PomProperties[] = [], manifest = '', members: string[] = []) {
  return identify({
    fileName: readJavaFileName(path),
    manifest: readManifest(Buffer.from(manifest)),
    poms,
    has: (folder) => members.some((name) => name.startsWith(folder)),
  });
}

const netty = { group: 'io.netty', artifact: 'netty-common', version: '4.1.50.Final' };
const jctools = { group: 'org.jctools', artifact: 'jctools-core', version: '3.0.0' };
const main = { ...netty, main: true, from: 'pom.properties' };
const shaded = { ...jctools, main: false, from: 'pom.properties' };

describe('descriptors of Maven', () => {
  test.each([
    'netty-common-4.1.50.Final.jar',
    'netty-common-4.1.50.Final-linux.jar',
    'io.netty.netty-common-4.1.50.Final.jar',
    'netty-common-4.1.50.Final-redhat-1.jar',
    'netty-common.jar',
    'netty-common-9.jar',
  ])('%s is the artefact of its name, the others were copied in', (name) => {
    expect(of(name, [jctools, netty])).toEqual([shaded, main]);
  });

  test('a jar of another name is listed beside what was copied into it', () => {
    expect(of('shop-1.0.jar', [netty, jctools])).toEqual([
      { artifact: 'shop', version: '1.0', main: true, from: 'file name' },
      { ...main, main: false },
      shaded,
    ]);
  });

  test('the only one in a renamed jar is the jar, when the manifest has its version', () => {
    expect(of('lib.jar', [netty], 'Implementation-Version: 4.1.50.Final\n')).toEqual([main]);
    expect(of('lib.jar', [netty], 'Implementation-Version: 7\n')).toHaveLength(2);
    expect(of('lib.jar', [netty])).toEqual([{ ...main, main: false }]);
  });

  test('the beginning of a name is not the name', () => {
    expect(of('netty-common-extra-1.0.jar', [netty, jctools])[0]).toEqual({
      artifact: 'netty-common-extra',
      version: '1.0',
      main: true,
      from: 'file name',
    });
  });
});

describe('formats with headers of their own', () => {
  test('a Jenkins plugin', () => {
    const manifest = 'Group-Id: org.jenkins-ci.plugins\nShort-Name: git\nPlugin-Version: 4.11.0 (private-abc-me)\n';
    expect(of('git.hpi', [], manifest)).toEqual([
      { group: 'org.jenkins-ci.plugins', artifact: 'git', version: '4.11.0', main: true, from: 'manifest' },
    ]);
  });

  test('a NiFi archive', () => {
    const manifest = 'Nar-Group: org.apache.nifi\nNar-Id: nifi-kafka-nar\nNar-Version: 1.20.0\n';
    expect(of('x.nar', [], manifest)).toMatchObject([{ group: 'org.apache.nifi', artifact: 'nifi-kafka-nar' }]);
  });
});

describe('manifest and file name', () => {
  test('the file name has the version, and no group is made up', () => {
    const manifest = 'Implementation-Title: Some Prose\nImplementation-Version: 2.3.0\nImplementation-Vendor-Id: a.b\n';
    expect(of('jaxb-api-2.3.1.jar', [], manifest)).toEqual([
      { artifact: 'jaxb-api', version: '2.3.1', main: true, from: 'file name' },
    ]);
  });

  test('without a version in the name the manifest counts, its title only when it can be an id', () => {
    expect(of('app.jar', [], 'Implementation-Title: shop\nImplementation-Version: 1.0.0\n')).toEqual([
      { artifact: 'shop', version: '1.0.0', main: true, from: 'manifest' },
    ]);
    expect(of('jrt-fs.jar', [], 'Implementation-Title: Java Runtime\nSpecification-Version: 17\n')).toMatchObject([
      { artifact: 'jrt-fs', version: '17' },
    ]);
  });

  test('versions come from the implementation, then the bundle, then the specification', () => {
    const lines = ['Specification-Version: 3', 'Bundle-Version: 2', 'Implementation-Version: 1'];
    expect(of('x.jar', [], lines.join('\n'))[0]?.version).toBe('1');
    expect(of('x.jar', [], lines.slice(0, 2).join('\n'))[0]?.version).toBe('2');
    expect(of('x.jar', [], lines.slice(0, 1).join('\n'))[0]?.version).toBe('3');
    expect(of('x.jar', [], 'Implementation-Version: ${v}\nBundle-Version: 2')[0]?.version).toBe('2');
  });

  test('sources, documentation and tests beside an artefact are not the artefact', () => {
    for (const classifier of ['sources', 'javadoc', 'tests', 'test', 'test-sources']) {
      expect(of(`spring-core-5.3.13-${classifier}.jar`, [], '', ['org/springframework/A.java'])).toEqual([]);
    }
    expect(of('netty-tcnative-2.0.61.Final-linux-x86_64.jar')).toMatchObject([{ version: '2.0.61.Final' }]);
  });

  test('what nothing tells a version of is nothing', () => {
    expect(of('x.jar')).toEqual([]);
    expect(of('sp ace-1.0.jar')).toEqual([]);
  });
});
