import type { Classifier } from '../classifier.ts';

export const sudo: Classifier = {
  id: 'sudo',
  title: 'sudo',
  cpe: { vendor: 'sudo_project', product: 'sudo' },
  files: ['sudo', 'sudoers.so'],
  versions: [
    { anchor: '\0Configure options: %s\n', before: 16, after: 0, pattern: /\0(?<version>1\.\d+\.\d+(?:p\d+)?)\0/ },
    { anchor: '\0sudoers ', before: 0, after: 16, pattern: /\0sudoers (?<version>1\.\d+\.\d+(?:p\d+)?)\0/ },
  ],
};
