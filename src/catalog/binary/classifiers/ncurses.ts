import type { Classifier } from '../classifier.ts';

export const ncurses: Classifier = {
  id: 'ncurses',
  title: 'ncurses',
  cpe: { vendor: 'gnu', product: 'ncurses' },
  files: ['libtinfo*.so*', 'libncurses*.so*'],
  versions: [{ standalone: /^ncurses (?<version>\d+\.\d+)\.\d{8}$/ }],
};
