import type { Classifier } from '../classifier.ts';

export const mariadb: Classifier = {
  id: 'mariadb',
  title: 'MariaDB',
  cpe: { vendor: 'mariadb', product: 'mariadb' },
  files: ['mariadb', 'mariadbd', 'mysql', 'mysqld', 'mysqld_safe_helper'],
  versions: [{ anchor: '-MariaDB\0', before: 24, after: 0, pattern: /\0(?<version>\d+\.\d+\.\d+)-MariaDB/ }],
};
