import type { Classifier } from '../classifier.ts';

export const mutt: Classifier = {
  id: 'mutt',
  title: 'Mutt',
  cpe: { vendor: 'mutt', product: 'mutt' },
  files: ['mutt'],
  versions: [{ standalone: /^muttrc-(?<version>\d+\.\d+\.\d+)$/ }],
};
