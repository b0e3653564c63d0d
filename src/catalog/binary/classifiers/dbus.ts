import type { Classifier } from '../classifier.ts';

export const dbus: Classifier = {
  id: 'dbus',
  title: 'D-Bus',
  cpe: { vendor: 'freedesktop', product: 'dbus' },
  files: ['libdbus-1*.so*'],
  versions: [{ anchor: 'libdbus ', before: 1, after: 16, pattern: /[^ -~]libdbus (?<version>\d+\.\d+\.\d+)\0/ }],
};
