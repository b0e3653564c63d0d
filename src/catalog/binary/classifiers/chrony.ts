import type { Classifier } from '../classifier.ts';

export const chrony: Classifier = {
  id: 'chrony',
  title: 'chrony',
  cpe: { vendor: 'tuxfamily', product: 'chrony' },
  files: ['chronyd', 'chronyc'],
  versions: [{ anchor: '--version\0', before: 0, after: 12, pattern: /--version\0(?<version>\d+\.\d+(?:\.\d+)*)\0/ }],
};
