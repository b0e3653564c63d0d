import type { Classifier } from '../classifier.ts';

export const libgit2: Classifier = {
  id: 'libgit2',
  title: 'libgit2',
  cpe: { vendor: 'libgit2', product: 'libgit2' },
  versions: [{ anchor: 'libgit2 ', before: 1, after: 16, pattern: /[^ -~]libgit2 (?<version>\d+\.\d+\.\d+)\0/ }],
  also: ['refs/remotes/%s/HEAD'],
};
