import type { Classifier } from '../classifier.ts';

/** Version, build host and time, and commit stand in one text with nothing between; a host that begins with a digit would lengthen the version. */
export const redis: Classifier = {
  id: 'redis',
  title: 'Redis',
  cpe: { vendor: 'redis', product: 'redis' },
  files: ['redis-server', 'redis-sentinel', 'redis-check-aof', 'redis-check-rdb'],
  versions: [
    { standalone: /^(?<version>\d\.\d+\.\d+?)(?:[a-z][\w.-]*-)?\d{10}[01][\da-f]{8}$/ },
    { standalone: /^(?<version>[2-9]\.\d+\.\d+)$/ },
  ],
  also: ['redis_git_sha1:%s'],
};
