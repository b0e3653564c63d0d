import type { Classifier } from '../classifier.ts';

export const cups: Classifier = {
  id: 'cups',
  title: 'CUPS',
  cpe: { vendor: 'openprinting', product: 'cups' },
  files: ['libcups.so*', 'cupsd'],
  versions: [
    { anchor: ' IPP/2.1\0', before: 24, after: 0, pattern: /CUPS\/(?<version>\d+\.\d+(?:\.\d+)?(?:op\d+)?) IPP/ },
  ],
};
