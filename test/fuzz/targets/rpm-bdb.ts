import { writeBerkeley } from '../../fixtures/rpm-berkeley-writer.ts';
import { fullPackageHeader, packageHeader } from '../../fixtures/rpm-package-header.ts';
import { runRpmDatabase } from '../run-rpm-database.ts';
import type { FuzzTarget } from '../target.ts';

/** Berkeley DB hashes: meta page, buckets, overflow pages, both byte orders. */
export const rpmBdbTarget: FuzzTarget = {
  id: 'rpm-bdb',
  files: ['berkeley.ts', 'page-file.ts', 'scratch.ts', 'rpm-database.ts'].map((file) => `src/catalog/os/rpm/${file}`),
  errors: [],
  seeds: () => [
    writeBerkeley([packageHeader(), fullPackageHeader()], { pageSize: 512 }),
    writeBerkeley([packageHeader(), fullPackageHeader()], { pageSize: 512, bigEndian: true, buckets: 4 }),
    writeBerkeley([packageHeader(), packageHeader()], { pageSize: 512, smallOnPage: true, headersPerPage: 1 }),
  ],
  run: runRpmDatabase,
};
