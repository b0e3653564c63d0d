import { ok } from 'node:assert';
import { type TagValue, writeRpmHeader } from '../../fixtures/rpm-header-writer.ts';
import { fullPackageHeader, packageHeader } from '../../fixtures/rpm-package-header.ts';
import { RpmHeader } from '../../../src/catalog/os/rpm/header.ts';
import { readOwnedFiles } from '../../../src/catalog/os/rpm/owned-files.ts';
import { readPackage } from '../../../src/catalog/os/rpm/read-package.ts';
import { RpmFormatError } from '../../../src/catalog/os/rpm/rpm-format-error.ts';
import type { FuzzTarget } from '../target.ts';

const folder = 'src/catalog/os/rpm';

/** One header, as every database holds it: never more files than allowed, and no name that could deceive. */
export const rpmHeaderTarget: FuzzTarget = {
  id: 'rpm-header',
  files: ['header.ts', 'read-package.ts', 'owned-files.ts', 'attempt.ts'].map((file) => `${folder}/${file}`),
  errors: [RpmFormatError],
  seeds: () => [packageHeader(), fullPackageHeader(), oldHeader()],
  run(bytes) {
    const report = (): void => {};
    const header = new RpmHeader(bytes);
    const rpm = readPackage(header, 'here', report);
    if (rpm !== undefined) ok(!/[\s\p{Cc}]/u.test(rpm.name + rpm.version + rpm.release), 'blanks in a name');
    const budget = { files: 1000, pathCharacters: 100_000 };
    const files = readOwnedFiles(header, budget, 'here', report);
    const characters = files.reduce((sum, { path }) => sum + path.length, 0);
    ok(files.length <= 1000 && characters <= 100_000, 'more files than the budget has');
    ok(
      files.every(({ path }) => path.startsWith('/') && !path.includes('\0')),
      'not a path',
    );
    ok(
      files.every(({ checksum }) => checksum === undefined || /^[a-z0-9-]+:[0-9a-f]+$/.test(checksum)),
      'not a checksum',
    );
  },
};

function oldHeader(): Buffer {
  const tags: [number, TagValue][] = [
    [1000, 'basesystem'],
    [1001, '6.0'],
    [1002, '4'],
    [1027, ['/bin/sh', '/etc/profile']],
  ];
  return writeRpmHeader(new Map(tags), new Map([[1011, 'Vendor']]));
}
