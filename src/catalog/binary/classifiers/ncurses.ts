import type { Classifier } from '../classifier.ts';

export const ncurses: Classifier = {
  id: 'ncurses',
  title: 'ncurses',
  cpe: { vendor: 'gnu', product: 'ncurses' },
  files: ['libtinfo*.so*', 'libncurses*.so*'],
  versions: [{ anchor: 'ncurses ', before: 1, after: 24, pattern: /[^ -~]ncurses (?<version>\d+\.\d+)\.\d{8}\0/ }],
};
