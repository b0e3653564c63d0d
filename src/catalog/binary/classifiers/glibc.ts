import type { Classifier } from '../classifier.ts';

export const glibc: Classifier = {
  id: 'glibc',
  title: 'GNU C Library',
  cpe: { vendor: 'gnu', product: 'glibc' },
  files: ['libc.so.6', 'libc-2*.so'],
  versions: [
    { anchor: 'GNU C Library (', before: 0, after: 120, pattern: /release version (?<version>2\.\d+(?:\.\d+)?)/ },
  ],
};
