import type { Classifier } from '../classifier.ts';

export const lighttpd: Classifier = {
  id: 'lighttpd',
  title: 'lighttpd',
  cpe: { vendor: 'lighttpd', product: 'lighttpd' },
  files: ['lighttpd'],
  versions: [{ anchor: 'lighttpd/', pattern: /lighttpd\/(?<version>1\.\d+\.\d+)/ }],
  also: [' - a light and fast webserver'],
};
