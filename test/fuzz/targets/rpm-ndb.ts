import { writeNdb } from '../../fixtures/rpm-ndb-writer.ts';
import { packageHeader } from '../../fixtures/rpm-package-header.ts';
import { runRpmDatabase } from './rpm-database-target.ts';
import { rpmHeaderWithFiles } from './rpm-header.ts';

/** rpm's own format: slots, blobs, checksums. */
export const rpmNdb = {
  id: 'rpm-ndb',
  seeds: (): Buffer[] => [
    writeNdb([]),
    writeNdb([packageHeader(), rpmHeaderWithFiles(), packageHeader({ name: 'b', padding: 1000 })]),
  ],
  run: runRpmDatabase,
};
