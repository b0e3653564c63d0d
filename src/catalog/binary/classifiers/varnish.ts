import type { Classifier } from '../classifier.ts';

export const varnish: Classifier = {
  id: 'varnish',
  title: 'Varnish Cache',
  cpe: { vendor: 'varnish-software', product: 'varnish_cache' },
  files: ['varnishd'],
  versions: [{ anchor: '(varnish-', before: 0, after: 40, pattern: /varnish-(?<version>\d+\.\d+\.\d+) revision/ }],
};
