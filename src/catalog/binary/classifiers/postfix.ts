import type { Classifier } from '../classifier.ts';

export const postfix: Classifier = {
  id: 'postfix',
  title: 'Postfix',
  cpe: { vendor: 'postfix', product: 'postfix' },
  files: ['libpostfix-global.so*', 'master', 'smtpd', 'postconf'],
  versions: [
    { anchor: '\0mail_version\0', before: 0, after: 16, pattern: /mail_version\0(?<version>\d+\.\d+\.\d+)\0/ },
  ],
};
