import type { Classifier } from '../classifier.ts';

export const git: Classifier = {
  id: 'git',
  title: 'Git',
  cpe: { vendor: 'git-scm', product: 'git' },
  files: ['git', 'git-*', 'scalar'],
  versions: [{ anchor: '\0GIT_USER_AGENT\0', before: 32, after: 0, pattern: /git\/(?<version>\d+\.\d+\.\d+)\0/ }],
};
