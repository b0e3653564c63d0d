import type { Classifier } from '../classifier.ts';

export const curl: Classifier = {
  id: 'curl',
  title: 'curl',
  cpe: { vendor: 'haxx', product: 'curl' },
  files: ['curl'],
  versions: [{ standalone: /^curl\/(?<version>\d+\.\d+\.\d+)$/ }],
};
