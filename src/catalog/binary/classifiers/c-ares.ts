import type { Classifier } from '../classifier.ts';

export const cAres: Classifier = {
  id: 'c-ares',
  title: 'c-ares',
  cpe: { vendor: 'c-ares_project', product: 'c-ares' },
  files: ['libcares*.so*'],
  versions: [{ standalone: /^(?<version>1\.\d+\.\d+)$/ }],
  also: ['DNS server returned '],
};
