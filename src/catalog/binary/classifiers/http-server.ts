import type { Classifier } from '../classifier.ts';

export const httpServer: Classifier = {
  id: 'http-server',
  title: 'Apache HTTP Server',
  cpe: { vendor: 'apache', product: 'http_server' },
  files: ['apache2', 'httpd', 'httpd-*'],
  versions: [{ anchor: 'Apache/2.', before: 0, after: 16, pattern: /Apache\/(?<version>2\.\d+\.\d+)\0/ }],
  also: [' Server at <a href="'],
};
