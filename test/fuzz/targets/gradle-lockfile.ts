import { checkLanguageFile } from '../check-language-file.ts';
import { readLanguageFile } from '../read-language-file.ts';
import type { FuzzTarget } from '../target.ts';

const read = (path: string, bytes: Buffer) => readLanguageFile('gradle-lockfile', path, bytes);

/** Gradle's lock files: a broken line hides no other. */
export const gradleLockfileTarget: FuzzTarget = {
  id: 'gradle-lockfile',
  files: ['src/catalog/language/gradle-', 'src/catalog/language/java-coordinates'],
  errors: [],
  dictionary: ['=', ':', ',', '#', 'empty=', 'testCompileClasspath', 'runtimeClasspath', '\r\n', '__proto__'],
  seeds: () => [
    Buffer.from('# c\ng.h:a:1.0=compileClasspath,runtimeClasspath\nj:j:4.13=testCompileClasspath\nempty=x\n'),
    Buffer.from('g:a:1\r\n'),
  ],
  run(bytes) {
    const damaged = Buffer.concat([bytes, Buffer.from('\nzz:last:1=x\n')]);
    for (const path of ['gradle.lockfile', 'buildscript-gradle.lockfile']) {
      checkLanguageFile('gradle-lockfile', path, bytes);
      const facts = read(path, damaged);
      if (facts?.packages?.some(({ name }) => name === 'zz:last') !== true) throw new Error('damage hides a package');
    }
  },
};
