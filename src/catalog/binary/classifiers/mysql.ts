import type { Classifier } from '../classifier.ts';

/**
 * Oracle's own. InnoDB writes who made its logs, since MySQL 8; before that, and in clients, the version stands alone.
 * Forks have more behind it (`5.7.44-48`). MariaDB's server also holds the version of MySQL whose performance schema it has,
 * but not the client's text, which servers of MySQL have for replication.
 */
export const mysql: Classifier = {
  id: 'mysql',
  title: 'MySQL',
  cpe: { vendor: 'oracle', product: 'mysql' },
  files: ['mysqld', 'mysql', 'mysqladmin', 'mysqldump', 'libmysqlclient*.so*'],
  versions: [
    { standalone: /^MySQL (?<version>[89]\.\d+\.\d+)$/ },
    { standalone: /^(?<version>5\.[1-7]\.\d+)$/ },
    { standalone: /^(?<version>[89]\.\d{1,2}\.\d{1,3})$/ },
  ],
  also: ['This client library is licensed only for use with MySQL servers having '],
};
