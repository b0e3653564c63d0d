import type { Classifier } from '../classifier.ts';

/** Version, build host and time, and commit stand in one text with nothing between; a host that begins with a digit would lengthen the version. */
export const valkey: Classifier = {
  id: 'valkey',
  title: 'Valkey',
  cpe: { vendor: 'lfprojects', product: 'valkey' },
  files: ['valkey-server', 'valkey-sentinel', 'valkey-check-aof', 'valkey-check-rdb', 'redis-server'],
  versions: [{ standalone: /^valkey(?<version>\d\.\d+\.\d+?)(?:[a-z][\w.-]*-)?\d{10}[01][\da-f]{8}$/ }],
};
