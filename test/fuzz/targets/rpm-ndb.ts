import { writeNdb } from '../../fixtures/rpm-ndb-writer.ts';
import { fullPackageHeader, packageHeader } from '../../fixtures/rpm-package-header.ts';
import { runRpmDatabase } from '../run-rpm-database.ts';
import type { FuzzTarget } from '../target.ts';

/** rpm's own database: slots, blobs, checksums. */
export const rpmNdbTarget: FuzzTarget = {
  id: 'rpm-ndb',
  files: ['src/catalog/os/rpm/ndb.ts', 'src/catalog/os/rpm/rpm-database.ts'],
  errors: [],
  dictionary: ['RpmP', 'Slot', 'BlbS', 'BlbE'],
  seeds: () => [writeNdb([]), writeNdb([packageHeader(), fullPackageHeader()])],
  run: runRpmDatabase,
};
