import type { Classifier } from '../classifier.ts';

export const wget: Classifier = {
  id: 'wget',
  title: 'GNU Wget',
  cpe: { vendor: 'gnu', product: 'wget' },
  files: ['wget'],
  versions: [{ standalone: /^(?<version>1\.\d\d(?:\.\d+)?)$/ }],
  also: ['bug-wget@gnu.org'],
};
