import type { Classifier } from '../classifier.ts';

export const tar: Classifier = {
  id: 'tar',
  title: 'GNU tar',
  cpe: { vendor: 'gnu', product: 'tar' },
  files: ['tar'],
  versions: [{ standalone: /^(?<version>1\.\d\d(?:\.\d+)?)$/ }],
  also: ['bug-tar@gnu.org'],
};
