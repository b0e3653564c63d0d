import type { Classifier } from '../classifier.ts';

export const libssh2: Classifier = {
  id: 'libssh2',
  title: 'libssh2',
  cpe: { vendor: 'libssh2', product: 'libssh2' },
  versions: [{ anchor: 'SSH-2.0-libssh2_', pattern: /libssh2_(?<version>\d+\.\d+\.\d+)(?:\0|\r\n)/ }],
};
