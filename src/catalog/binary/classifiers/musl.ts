import type { Classifier } from '../classifier.ts';

export const musl: Classifier = {
  id: 'musl',
  title: 'musl',
  cpe: { vendor: 'musl-libc', product: 'musl' },
  files: ['libc.so', 'ld-musl-*', 'libc.musl-*'],
  versions: [{ standalone: /^(?<version>[01]\.\d+\.\d+)$/ }],
  also: ['\nDynamic Program Loader\n'],
};
