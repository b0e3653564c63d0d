import type { Classifier } from '../classifier.ts';

export const patch: Classifier = {
  id: 'patch',
  title: 'GNU patch',
  cpe: { vendor: 'gnu', product: 'patch' },
  files: ['patch'],
  versions: [{ anchor: '\0GNU patch\0', before: 12, after: 0, pattern: /\0(?<version>2\.\d+(?:\.\d+)?)\0GNU/ }],
};
