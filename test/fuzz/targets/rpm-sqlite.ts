import { writeSqlite } from '../../fixtures/rpm-sqlite-writer.ts';
import { packageHeader } from '../../fixtures/rpm-package-header.ts';
import { runRpmDatabase } from './rpm-database-target.ts';
import { rpmHeaderWithFiles } from './rpm-header.ts';

/** SQLite: b-tree pages, overflow pages, records. */
export const rpmSqlite = {
  id: 'rpm-sqlite',
  seeds: (): Buffer[] => [
    writeSqlite([packageHeader(), rpmHeaderWithFiles()], { pageSize: 512 }),
    writeSqlite([packageHeader({ padding: 3000 }), packageHeader({ name: 'b' })], {
      pageSize: 512,
      writeAheadLog: true,
    }),
    writeSqlite(
      Array.from({ length: 40 }, (_, i) => packageHeader({ name: `p${i}` })),
      { pageSize: 512 },
    ),
  ],
  run: runRpmDatabase,
};
