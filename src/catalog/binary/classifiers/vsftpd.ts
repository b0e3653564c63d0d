import type { Classifier } from '../classifier.ts';

export const vsftpd: Classifier = {
  id: 'vsftpd',
  title: 'vsftpd',
  cpe: { vendor: 'vsftpd_project', product: 'vsftpd' },
  files: ['vsftpd'],
  versions: [{ anchor: '(vsFTPd ', before: 0, after: 16, pattern: /\(vsFTPd (?<version>\d+\.\d+\.\d+)\)/ }],
};
