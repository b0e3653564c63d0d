import { writeBerkeley } from '../../fixtures/rpm-berkeley-writer.ts';
import { packageHeader } from '../../fixtures/rpm-package-header.ts';
import { runRpmDatabase } from './rpm-database-target.ts';
import { rpmHeaderWithFiles } from './rpm-header.ts';

/** Berkeley DB hashes: meta page, buckets, overflow pages. */
export const rpmBdb = {
  id: 'rpm-bdb',
  seeds: (): Buffer[] => [
    writeBerkeley([packageHeader(), rpmHeaderWithFiles()], { pageSize: 512 }),
    writeBerkeley([packageHeader(), rpmHeaderWithFiles()], { pageSize: 512, bigEndian: true, buckets: 4 }),
    writeBerkeley([packageHeader(), packageHeader({ name: 'b' })], {
      pageSize: 2048,
      smallOnPage: true,
      headersPerPage: 1,
    }),
  ],
  run: runRpmDatabase,
};
