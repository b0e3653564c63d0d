import { isSystemManaged, type RandomAccessAnalyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { binaryPackage } from './binary-package.ts';
import { classifiers } from './classifiers.ts';
import { BinaryClassifiers } from './classify.ts';

/** Made with the first program, since most runs of Seawall look into none. */
let all: BinaryClassifiers | undefined;

/**
 * Recognises programs and libraries that no package manager knows, by the texts in their own ELF files. In folders that the
 * operating system manages, its database tells of libraries: looking into all of them would cost a fifth of a scan.
 */
export const binarySoftware: RandomAccessAnalyser<CatalogFacts> = {
  id: 'binary-software',
  version: 4,
  randomAccess: true,
  interest: { magics: ['\x7fELF'] },
  analyse({ path, content }) {
    all ??= new BinaryClassifiers(classifiers);
    const found = all.classify(path, content, { libraries: !isSystemManaged(path) });
    if (found.length === 0) return undefined;
    return {
      packages: found.map(({ classifier, version, offset, evidence }) =>
        binaryPackage(classifier.cpe, version, `${evidence.trim()} at byte ${offset}`),
      ),
    };
  },
};
