import type { Classifier } from '../classifier.ts';

export const tor: Classifier = {
  id: 'tor',
  title: 'Tor',
  cpe: { vendor: 'torproject', product: 'tor' },
  files: ['tor'],
  versions: [{ anchor: ' (on Tor ', pattern: /Tor (?<version>0\.\d+\.\d+\.\d+)/ }],
};
