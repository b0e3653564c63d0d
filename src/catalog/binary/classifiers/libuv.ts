import type { Classifier } from '../classifier.ts';

export const libuv: Classifier = {
  id: 'libuv',
  title: 'libuv',
  cpe: { vendor: 'libuv', product: 'libuv' },
  files: ['libuv*.so*'],
  versions: [{ standalone: /^(?<version>1\.\d+\.\d+)$/ }],
  also: ['getaddrinfo'],
};
