import type { Classifier } from '../classifier.ts';

export const memcached: Classifier = {
  id: 'memcached',
  title: 'memcached',
  cpe: { vendor: 'memcached', product: 'memcached' },
  files: ['memcached'],
  versions: [{ anchor: 'memcached ', before: 0, after: 16, pattern: /memcached (?<version>\d+\.\d+\.\d+)[\0\n]/ }],
  also: ['flush_all'],
};
