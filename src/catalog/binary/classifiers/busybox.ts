import type { Classifier } from '../classifier.ts';

export const busybox: Classifier = {
  id: 'busybox',
  title: 'BusyBox',
  cpe: { vendor: 'busybox', product: 'busybox' },
  files: ['busybox', 'busybox-*', 'busybox.*', 'sh', 'ash'],
  versions: [{ anchor: 'BusyBox v', pattern: /BusyBox v(?<version>1\.\d+\.\d+)/ }],
};
