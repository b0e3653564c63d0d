import type { Classifier } from '../classifier.ts';

export const strongswan: Classifier = {
  id: 'strongswan',
  title: 'strongSwan',
  cpe: { vendor: 'strongswan', product: 'strongswan' },
  files: ['charon', 'charon-systemd', 'charon-cmd'],
  versions: [{ anchor: '(strongSwan ', pattern: /\(strongSwan (?<version>\d+\.\d+\.\d+), / }],
};
