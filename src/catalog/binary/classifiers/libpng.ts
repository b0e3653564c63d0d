import type { Classifier } from '../classifier.ts';

export const libpng: Classifier = {
  id: 'libpng',
  title: 'libpng',
  cpe: { vendor: 'libpng', product: 'libpng' },
  versions: [{ anchor: ' libpng version ', pattern: /version (?<version>1\.\d+\.\d+)\W/ }],
  also: ['Application built with libpng-'],
};
