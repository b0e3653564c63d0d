import type { Classifier } from '../classifier.ts';

export const libgit2: Classifier = {
  id: 'libgit2',
  title: 'libgit2',
  cpe: { vendor: 'libgit2', product: 'libgit2' },
  versions: [{ standalone: /^libgit2 (?<version>\d+\.\d+\.\d+)$/ }],
  also: ['refs/remotes/%s/HEAD'],
};
