import type { Classifier } from '../classifier.ts';

export const libgcrypt: Classifier = {
  id: 'libgcrypt',
  title: 'Libgcrypt',
  cpe: { vendor: 'gnupg', product: 'libgcrypt' },
  versions: [{ anchor: 'This is Libgcrypt ', pattern: /Libgcrypt (?<version>\d+\.\d+\.\d+) - / }],
};
