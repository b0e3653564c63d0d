import type { Classifier } from '../classifier.ts';

export const rsync: Classifier = {
  id: 'rsync',
  title: 'rsync',
  cpe: { vendor: 'samba', product: 'rsync' },
  files: ['rsync'],
  versions: [{ standalone: /^(?<version>3\.\d+\.\d+)$/ }],
  also: ['rsync error: %s '],
};
