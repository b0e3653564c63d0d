import type { Classifier } from '../classifier.ts';

export const unbound: Classifier = {
  id: 'unbound',
  title: 'Unbound',
  cpe: { vendor: 'nlnetlabs', product: 'unbound' },
  files: ['unbound', 'unbound-control', 'unbound-checkconf'],
  versions: [{ anchor: 'unbound ', before: 0, after: 16, pattern: /unbound (?<version>1\.\d+\.\d+)\0/ }],
};
