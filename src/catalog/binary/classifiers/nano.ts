import type { Classifier } from '../classifier.ts';

export const nano: Classifier = {
  id: 'nano',
  title: 'GNU nano',
  cpe: { vendor: 'gnu', product: 'nano' },
  files: ['nano', 'rnano'],
  versions: [{ anchor: 'GNU nano ', before: 0, after: 12, pattern: /GNU nano (?<version>\d+\.\d+(?:\.\d+)?)\0/ }],
};
