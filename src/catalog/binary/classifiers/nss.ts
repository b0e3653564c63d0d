import type { Classifier } from '../classifier.ts';

export const nss: Classifier = {
  id: 'nss',
  title: 'Mozilla NSS',
  cpe: { vendor: 'mozilla', product: 'nss' },
  versions: [{ anchor: 'Version: NSS ', pattern: /NSS (?<version>3\.\d+(?:\.\d+)*)/ }],
};
