import type { Classifier } from '../classifier.ts';

export const ghostscript: Classifier = {
  id: 'ghostscript',
  title: 'Ghostscript',
  cpe: { vendor: 'artifex', product: 'ghostscript' },
  files: ['gs', 'gsc', 'gs-*', 'libgs.so*'],
  versions: [
    {
      anchor: '/ghostscript/',
      before: 0,
      after: 28,
      pattern: /\/ghostscript\/(?<version>\d+\.\d+(?:\.\d+)?)\/Resource\/Init/,
    },
  ],
};
