import type { Classifier } from '../classifier.ts';

export const exim: Classifier = {
  id: 'exim',
  title: 'Exim',
  cpe: { vendor: 'exim', product: 'exim' },
  files: ['exim', 'exim4', 'exim-*'],
  versions: [{ anchor: '\0<<eximversion>>', before: 16, after: 0, pattern: /\0(?<version>4\.\d+(?:\.\d+)*)\0<</ }],
};
