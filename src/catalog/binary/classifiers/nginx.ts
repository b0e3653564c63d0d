import type { Classifier } from '../classifier.ts';

export const nginx: Classifier = {
  id: 'nginx',
  title: 'nginx',
  cpe: { vendor: 'f5', product: 'nginx' },
  files: ['nginx', 'nginx-*'],
  versions: [{ anchor: 'nginx version: nginx/', pattern: /nginx\/(?<version>\d+\.\d+\.\d+)/ }],
};
