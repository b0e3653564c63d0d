import type { Classifier } from '../classifier.ts';

export const squid: Classifier = {
  id: 'squid',
  title: 'Squid',
  cpe: { vendor: 'squid-cache', product: 'squid' },
  files: ['squid', 'squid3', 'squid-*'],
  versions: [{ anchor: 'squid/', before: 1, after: 16, pattern: /[^ -~]squid\/(?<version>\d+(?:\.\d+)+)\0/ }],
  also: ['unset-id'],
};
