import type { Classifier } from '../classifier.ts';

export const expat: Classifier = {
  id: 'expat',
  title: 'Expat',
  cpe: { vendor: 'libexpat_project', product: 'libexpat' },
  versions: [{ anchor: 'expat_2.', before: 1, after: 8, pattern: /[^ -~]expat_(?<version>2\.\d+\.\d+)\0/ }],
  also: ['unclosed CDATA section'],
};
