import type { Classifier } from '../classifier.ts';

export const stunnel: Classifier = {
  id: 'stunnel',
  title: 'stunnel',
  cpe: { vendor: 'stunnel', product: 'stunnel' },
  files: ['stunnel', 'stunnel4', 'stunnel5'],
  versions: [{ anchor: 'stunnel ', before: 0, after: 16, pattern: /stunnel (?<version>[45]\.\d+) on / }],
};
