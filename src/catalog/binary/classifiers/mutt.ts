import type { Classifier } from '../classifier.ts';

export const mutt: Classifier = {
  id: 'mutt',
  title: 'Mutt',
  cpe: { vendor: 'mutt', product: 'mutt' },
  files: ['mutt'],
  versions: [{ anchor: 'muttrc-', before: 1, after: 16, pattern: /[^ -~]muttrc-(?<version>\d+\.\d+\.\d+)\0/ }],
};
