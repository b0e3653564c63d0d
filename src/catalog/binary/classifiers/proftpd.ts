import type { Classifier } from '../classifier.ts';

export const proftpd: Classifier = {
  id: 'proftpd',
  title: 'ProFTPD',
  cpe: { vendor: 'proftpd', product: 'proftpd' },
  files: ['proftpd'],
  versions: [{ anchor: 'ProFTPD Version ', before: 0, after: 16, pattern: /Version (?<version>1\.\d+\.\d+[a-z]?)/ }],
};
