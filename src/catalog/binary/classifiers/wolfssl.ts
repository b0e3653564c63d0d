import type { Classifier } from '../classifier.ts';

export const wolfssl: Classifier = {
  id: 'wolfssl',
  title: 'wolfSSL',
  cpe: { vendor: 'wolfssl', product: 'wolfssl' },
  files: ['libwolfssl*.so*'],
  versions: [{ anchor: 'wolfSSL ', before: 1, after: 16, pattern: /[^ -~]wolfSSL (?<version>\d+\.\d+\.\d+)\0/ }],
};
