import type { Classifier } from '../classifier.ts';

export const gzip: Classifier = {
  id: 'gzip',
  title: 'GNU Gzip',
  cpe: { vendor: 'gnu', product: 'gzip' },
  files: ['gzip'],
  versions: [{ standalone: /^(?<version>1\.\d+(?:\.\d+)?)$/ }],
  also: ['bug-gzip@gnu.org'],
};
