import type { Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { binaryPackage } from './binary-package.ts';

const line = /^(?<key>[A-Z_]{1,40})="?(?<value>[^"]{0,200})"?$/;
const version = /^\d{1,4}(?:\.\d{1,4}){0,5}(?:_\d{1,4})?$/;

/**
 * Reads the `release` file in a Java runtime's folder: every one since Java 7 has it, of whatever builder, and it tells
 * the version where a runtime image's own libraries were stripped. JEP 223 gives the form of the version.
 */
export const javaRelease: Analyser<CatalogFacts> = {
  id: 'java-release',
  version: 1,
  interest: { names: ['release'] },
  maxBytes: 64 * 1024,
  analyse({ bytes }) {
    const values = new Map<string, string>();
    for (const text of bytes.toString('latin1').split(/\r?\n/, 100)) {
      const { key, value } = line.exec(text)?.groups ?? {};
      if (key !== undefined && value !== undefined) values.set(key, value);
    }
    const found = values.get('JAVA_VERSION');
    // Other programs have a file of this name; a Java runtime's also lists its modules, its source or its system.
    if (found === undefined || !['MODULES', 'SOURCE', 'OS_NAME'].some((key) => values.has(key))) return undefined;
    if (!version.test(found)) return undefined;
    const product = values.get('BUILD_TYPE') === 'commercial' ? 'jdk' : 'openjdk';
    return { packages: [binaryPackage({ vendor: 'oracle', product }, found, `JAVA_VERSION="${found}"`)] };
  },
};
