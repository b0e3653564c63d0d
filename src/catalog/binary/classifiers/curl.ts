import type { Classifier } from '../classifier.ts';

export const curl: Classifier = {
  id: 'curl',
  title: 'curl',
  cpe: { vendor: 'haxx', product: 'curl' },
  files: ['curl'],
  versions: [{ anchor: 'curl/', before: 1, after: 16, pattern: /[^ -~]curl\/(?<version>\d+\.\d+\.\d+)\0/ }],
};
