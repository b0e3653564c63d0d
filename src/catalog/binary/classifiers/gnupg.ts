import type { Classifier } from '../classifier.ts';

export const gnupg: Classifier = {
  id: 'gnupg',
  title: 'GnuPG',
  cpe: { vendor: 'gnupg', product: 'gnupg' },
  files: ['gpg', 'gpg2'],
  versions: [{ anchor: "GNU Privacy Guard's OpenPGP server ", pattern: /server (?<version>\d+\.\d+\.\d+) ready/ }],
};
