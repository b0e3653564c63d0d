import type { Classifier } from '../classifier.ts';

export const gnutls: Classifier = {
  id: 'gnutls',
  title: 'GnuTLS',
  cpe: { vendor: 'gnu', product: 'gnutls' },
  versions: [{ anchor: 'Enabled GnuTLS ', pattern: /GnuTLS (?<version>\d+\.\d+\.\d+) logging/ }],
};
