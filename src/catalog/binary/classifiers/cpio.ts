import type { Classifier } from '../classifier.ts';

export const cpio: Classifier = {
  id: 'cpio',
  title: 'GNU cpio',
  cpe: { vendor: 'gnu', product: 'cpio' },
  files: ['cpio', 'mt-gnu'],
  versions: [{ anchor: '\0GNU cpio\0', before: 12, after: 0, pattern: /\0(?<version>2\.\d+)\0GNU/ }],
};
