import { fullPackageHeader, packageHeader } from '../../fixtures/rpm-package-header.ts';
import { writeSqlite } from '../../fixtures/rpm-sqlite-writer.ts';
import { runRpmDatabase } from '../run-rpm-database.ts';
import type { FuzzTarget } from '../target.ts';

/** rpm's SQLite database: b-tree pages, overflow pages, records. */
export const rpmSqliteTarget: FuzzTarget = {
  id: 'rpm-sqlite',
  files: ['src/catalog/os/rpm/sqlite', 'src/catalog/os/rpm/page-file.ts', 'src/catalog/os/rpm/rpm-database.ts'],
  errors: [],
  dictionary: ['SQLite format 3\0', 'table', 'Packages'],
  seeds: () => [
    writeSqlite([packageHeader(), fullPackageHeader()], { pageSize: 512 }),
    writeSqlite([packageHeader({ padding: 1500 }), packageHeader()], { pageSize: 512, writeAheadLog: true }),
    writeSqlite(Array(8).fill(packageHeader()), { pageSize: 512 }),
  ],
  run: runRpmDatabase,
};
