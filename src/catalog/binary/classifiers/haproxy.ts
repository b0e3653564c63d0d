import type { Classifier } from '../classifier.ts';

export const haproxy: Classifier = {
  id: 'haproxy',
  title: 'HAProxy',
  cpe: { vendor: 'haproxy', product: 'haproxy' },
  files: ['haproxy', 'haproxy-*'],
  versions: [
    { anchor: ', released 20', before: 64, after: 0, pattern: / version (?<version>\d+\.\d+\.\d+)[^,\0]*, released/ },
  ],
  also: ['HAProxy version follows'],
};
