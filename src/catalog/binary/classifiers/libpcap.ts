import type { Classifier } from '../classifier.ts';

export const libpcap: Classifier = {
  id: 'libpcap',
  title: 'libpcap',
  cpe: { vendor: 'tcpdump', product: 'libpcap' },
  versions: [{ anchor: 'libpcap version ', pattern: /version (?<version>\d+\.\d+\.\d+)[ \0]/ }],
};
