import type { Classifier } from '../classifier.ts';

export const libarchive: Classifier = {
  id: 'libarchive',
  title: 'libarchive',
  cpe: { vendor: 'libarchive', product: 'libarchive' },
  versions: [{ anchor: 'libarchive 3.', before: 0, after: 16, pattern: /libarchive (?<version>3\.\d+\.\d+)\0/ }],
  also: ['libarchive_XXXXXX'],
};
