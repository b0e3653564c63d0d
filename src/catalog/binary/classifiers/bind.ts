import type { Classifier } from '../classifier.ts';

export const bind: Classifier = {
  id: 'bind',
  title: 'BIND 9',
  cpe: { vendor: 'isc', product: 'bind' },
  files: ['named'],
  versions: [{ anchor: 'named version: BIND ', pattern: /BIND (?<version>9\.\d+\.\d+)/ }],
};
