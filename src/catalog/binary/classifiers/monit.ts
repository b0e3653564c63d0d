import type { Classifier } from '../classifier.ts';

export const monit: Classifier = {
  id: 'monit',
  title: 'Monit',
  cpe: { vendor: 'mmonit', product: 'monit' },
  files: ['monit'],
  versions: [{ anchor: "mmonit.com/monit/'>monit ", pattern: />monit (?<version>\d+\.\d+\.\d+)</ }],
};
