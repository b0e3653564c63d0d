import type { Classifier } from '../classifier.ts';

export const wolfssl: Classifier = {
  id: 'wolfssl',
  title: 'wolfSSL',
  cpe: { vendor: 'wolfssl', product: 'wolfssl' },
  files: ['libwolfssl*.so*'],
  versions: [{ standalone: /^wolfSSL (?<version>\d+\.\d+\.\d+)$/ }],
};
