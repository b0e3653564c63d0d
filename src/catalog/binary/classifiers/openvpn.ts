import type { Classifier } from '../classifier.ts';

export const openvpn: Classifier = {
  id: 'openvpn',
  title: 'OpenVPN',
  cpe: { vendor: 'openvpn', product: 'openvpn' },
  files: ['openvpn'],
  versions: [{ anchor: 'OpenVPN ', before: 0, after: 24, pattern: /OpenVPN (?<version>2\.\d+\.\d+) [\w]+-/ }],
};
