import type { Classifier } from '../classifier.ts';

export const expat: Classifier = {
  id: 'expat',
  title: 'Expat',
  cpe: { vendor: 'libexpat_project', product: 'libexpat' },
  versions: [{ standalone: /^expat_(?<version>[12]\.\d+\.\d+)$/ }],
  also: ['unclosed CDATA section'],
};
