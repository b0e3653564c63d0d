import type { Classifier } from '../classifier.ts';

export const libtasn1: Classifier = {
  id: 'libtasn1',
  title: 'libtasn1',
  cpe: { vendor: 'gnu', product: 'libtasn1' },
  files: ['libtasn1*.so*'],
  versions: [{ standalone: /^(?<version>4\.\d+(?:\.\d+)?)$/ }],
};
