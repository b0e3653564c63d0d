import type { Classifier } from '../classifier.ts';

export const squid: Classifier = {
  id: 'squid',
  title: 'Squid',
  cpe: { vendor: 'squid-cache', product: 'squid' },
  files: ['squid', 'squid3', 'squid-*'],
  versions: [{ standalone: /^squid\/(?<version>\d+(?:\.\d+)+)$/ }],
  also: ['unset-id'],
};
