import type { Classifier } from '../classifier.ts';

export const openssh: Classifier = {
  id: 'openssh',
  title: 'OpenSSH',
  cpe: { vendor: 'openbsd', product: 'openssh' },
  files: ['ssh', 'sshd', 'sshd-session', 'ssh-keyscan', 'ssh-agent'],
  versions: [{ anchor: 'OpenSSH_', before: 0, after: 16, pattern: /OpenSSH_(?<version>\d+\.\d+p\d+)[ \0]/ }],
  also: ['SSH-%d.%d-%'],
};
