import { makeZip, type ZipMember } from '../../fixtures/zip-writer.ts';
import { checkLanguageFile } from '../check-language-file.ts';
import { repairZip } from '../repair-zip.ts';
import type { FuzzTarget } from '../target.ts';

const pom: ZipMember = {
  name: 'META-INF/maven/g/a/pom.properties',
  content: Buffer.from('#x\nversion=1.0\ngroupId=g.h\nartifactId=a\n'),
  method: 0,
};

function manifest(text: string): ZipMember {
  return { name: 'META-INF/MANIFEST.MF', content: Buffer.from(`Manifest-Version: 1.0\r\n${text}\r\n`), method: 0 };
}

/** Jars, manifests and descriptors, and jars in jars; stored, so that mutations reach what is inside. */
export const javaArchiveTarget: FuzzTarget = {
  id: 'java-archive',
  files: ['src/catalog/language/java-'],
  errors: [],
  dictionary: [
    'Implementation-Title: ',
    'Implementation-Version: ',
    'Implementation-Vendor-Id: ',
    'Bundle-SymbolicName: ',
    'Bundle-Version: ',
    'Automatic-Module-Name: spring.boot',
    'Group-Id: ',
    'Short-Name: ',
    'Plugin-Version: ',
    'Nar-Group: ',
    'Nar-Id: ',
    'Nar-Version: ',
    '\r\n ',
    '\n\n',
    'groupId=',
    'artifactId=',
    'version=',
    '${project.version}',
    'pom.properties',
    '.jar',
    '-1.0.jar',
    'spring-core',
    'org/springframework/',
    '__proto__',
    'PK\x01\x02',
    'PK\x05\x06',
  ],
  seeds: () => [
    makeZip([manifest('Implementation-Title: a\r\nImplementation-Version: 1'), pom]),
    makeZip([manifest('Bundle-SymbolicName: g.a-b;x=y\r\nBundle-Version: 1.0\r\nImplementation-Vendor-Id: g')]),
    makeZip([manifest('Group-Id: g\r\nShort-Name: a\r\nPlugin-Version: 1 (x)')]),
    makeZip([manifest('Nar-Group: g\r\nNar-Id: a\r\nNar-Version: 1')]),
    makeZip([{ name: 'WEB-INF/lib/a-1.0.jar', content: makeZip([pom]), method: 0 }]),
    makeZip([
      { name: 'lib/spring-core-5.3.13.jar', content: makeZip([{ ...pom, name: 'org/springframework/A' }]), method: 0 },
      { name: 'lib/b.war', content: makeZip([{ name: 'c-b-1.0.jar', content: makeZip([]), method: 0 }]) },
    ]),
  ],
  repair: repairZip,
  run(bytes) {
    for (const path of ['opt/a-1.0.jar', 'opt/spring-core.jar', 'opt/x.hpi'])
      checkLanguageFile('java-archive', path, bytes);
  },
};
