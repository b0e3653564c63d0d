import type { Classifier } from '../classifier.ts';

export const gawk: Classifier = {
  id: 'gawk',
  title: 'GNU Awk',
  cpe: { vendor: 'gnu', product: 'gawk' },
  files: ['awk', 'gawk*'],
  versions: [{ anchor: 'GNU Awk ', pattern: /GNU Awk (?<version>\d+\.\d+\.\d+)\0/ }],
};
