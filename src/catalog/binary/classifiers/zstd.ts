import type { Classifier } from '../classifier.ts';

export const zstd: Classifier = {
  id: 'zstd',
  title: 'Zstandard',
  cpe: { vendor: 'facebook', product: 'zstandard' },
  files: ['libzstd*.so*'],
  versions: [{ standalone: /^(?<version>1\.\d+\.\d+)$/ }],
  also: ['Frame requires too much memory for decoding'],
};
