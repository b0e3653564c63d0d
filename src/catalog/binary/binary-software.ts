import type { Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { binaryPackage } from './binary-package.ts';
import type { BinaryContent } from './classifier.ts';
import { BinaryClassifiers } from './classify.ts';
import { classifiers } from './classifiers.ts';

const all = new BinaryClassifiers(classifiers);

/** File names without a wildcard: the only ones that a walk can select by name alone. */
const names = [...new Set(classifiers.flatMap(({ files }) => files ?? []))].filter((file) => !file.includes('*'));

/** Recognises programs and libraries that no package manager knows, by the texts in their own ELF files. */
export const binarySoftware: Analyser<CatalogFacts> = {
  id: 'binary-software',
  version: 1,
  interest: { names },
  analyse({ path, bytes }) {
    return softwareIn(path, { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) });
  },
};

/** The facts of one file; undefined when it is no ELF file or nothing in it is recognised. */
export function softwareIn(path: string, content: BinaryContent): CatalogFacts | undefined {
  const found = all.classify(path, content);
  if (found.length === 0) return undefined;
  return {
    packages: found.map(({ classifier, version, offset, evidence }) =>
      binaryPackage(classifier.cpe, version, `${evidence.trim()} at byte ${offset}`),
    ),
  };
}
