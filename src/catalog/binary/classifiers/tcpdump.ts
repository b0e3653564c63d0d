import type { Classifier } from '../classifier.ts';

export const tcpdump: Classifier = {
  id: 'tcpdump',
  title: 'tcpdump',
  cpe: { vendor: 'tcpdump', product: 'tcpdump' },
  files: ['tcpdump'],
  versions: [{ anchor: '%s version ', before: 0, after: 12, pattern: /%s version (?<version>4\.\d+\.\d+)\n/ }],
};
