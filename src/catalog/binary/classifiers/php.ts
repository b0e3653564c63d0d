import type { Classifier } from '../classifier.ts';

export const php: Classifier = {
  id: 'php',
  title: 'PHP',
  cpe: { vendor: 'php', product: 'php' },
  files: ['php', 'php7*', 'php8*', 'php-cgi*', 'php-fpm*', 'libphp*.so*'],
  versions: [{ anchor: 'X-Powered-By: PHP/', pattern: /PHP\/(?<version>\d+\.\d+\.\d+(?:(?:alpha|beta|RC)\d+)?)/ }],
};
