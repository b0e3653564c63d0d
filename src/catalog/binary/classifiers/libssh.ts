import type { Classifier } from '../classifier.ts';

export const libssh: Classifier = {
  id: 'libssh',
  title: 'libssh',
  cpe: { vendor: 'libssh', product: 'libssh' },
  versions: [{ anchor: 'SSH-2.0-libssh_', pattern: /libssh_(?<version>\d+\.\d+\.\d+)\0/ }],
};
