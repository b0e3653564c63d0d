import type { Classifier } from '../classifier.ts';

export const dnsmasq: Classifier = {
  id: 'dnsmasq',
  title: 'dnsmasq',
  cpe: { vendor: 'thekelleys', product: 'dnsmasq' },
  files: ['dnsmasq'],
  versions: [{ anchor: 'dnsmasq-', before: 0, after: 12, pattern: /dnsmasq-(?<version>2\.\d+)\0/ }],
  also: ['version.bind'],
};
