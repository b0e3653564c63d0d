import type { Classifier } from '../classifier.ts';

export const libidn2: Classifier = {
  id: 'libidn2',
  title: 'libidn2',
  cpe: { vendor: 'gnu', product: 'libidn2' },
  files: ['libidn2*.so*'],
  versions: [{ standalone: /^(?<version>[02]\.\d+\.\d+)$/ }],
};
