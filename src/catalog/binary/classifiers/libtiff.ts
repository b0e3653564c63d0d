import type { Classifier } from '../classifier.ts';

export const libtiff: Classifier = {
  id: 'libtiff',
  title: 'LibTIFF',
  cpe: { vendor: 'libtiff', product: 'libtiff' },
  versions: [{ anchor: 'LIBTIFF, Version ', pattern: /Version (?<version>\d+\.\d+\.\d+)\nCopyright \(c\) 1988/ }],
};
