import type { Classifier } from '../classifier.ts';

export const lz4: Classifier = {
  id: 'lz4',
  title: 'LZ4',
  cpe: { vendor: 'lz4_project', product: 'lz4' },
  files: ['lz4', 'liblz4*.so*'],
  versions: [{ standalone: /^(?<version>1\.\d+\.\d+)$/ }],
  also: ['ERROR_frameType_unknown'],
};
