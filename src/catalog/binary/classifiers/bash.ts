import type { Classifier } from '../classifier.ts';

export const bash: Classifier = {
  id: 'bash',
  title: 'GNU Bash',
  cpe: { vendor: 'gnu', product: 'bash' },
  files: ['bash', 'bash-*', 'sh', 'rbash'],
  versions: [{ anchor: '@(#)Bash version ', pattern: /version (?<version>\d+\.\d+\.\d+)\(\d+\) release/ }],
};
