import { type TagValue, writeRpmHeader } from '../../fixtures/rpm-header-writer.ts';
import { packageHeader } from '../../fixtures/rpm-package-header.ts';
import { RpmHeader } from '../../../src/catalog/os/rpm/header.ts';
import { readOwnedFiles } from '../../../src/catalog/os/rpm/owned-files.ts';
import { readPackage } from '../../../src/catalog/os/rpm/read-package.ts';
import { RpmFormatError } from '../../../src/catalog/os/rpm/rpm-format-error.ts';

/** One header of a package with files, as every database holds it. */
export const rpmHeader = {
  id: 'rpm-header',
  seeds: (): Buffer[] => [packageHeader(), rpmHeaderWithFiles(), oldHeader()],
  run(bytes: Buffer): void {
    const budget = { files: 1000, pathCharacters: 100_000 };
    const report = (): void => {};
    try {
      const header = new RpmHeader(bytes);
      const rpm = readPackage(header, 'here', report);
      if (rpm !== undefined && /[\s\p{Cc}]/u.test(rpm.name))
        throw new Error('a name with blanks or control characters');
      const files = readOwnedFiles(header, budget, 'here', report);
      const length = files.reduce((sum, { path }) => sum + path.length, 0);
      if (files.length > 1000 || length > 100_000) throw new Error('more files than the budget has');
      if (files.some(({ path }) => !path.startsWith('/'))) throw new Error('a relative path');
    } catch (error) {
      if (!(error instanceof RpmFormatError)) throw error;
    }
  },
};

/** A header that has every tag that is read. */
export function rpmHeaderWithFiles(): Buffer {
  const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
  const tags: [number, TagValue][] = [
    [1117, ['bash', 'sh', 'log']],
    [1118, ['/usr/bin/', '/var/log/']],
    [1116, [0, 0, 1]],
    [1035, [md5, '', md5]],
    [1037, [0, 1, 64]],
    [1029, { type: 1, count: 3, data: Buffer.from([0, 0, 2]) }],
    [5011, 1],
  ];
  return packageHeader({ epoch: 1, vendor: 'Vendor', modularityLabel: 'a:b:1:c', tags });
}

function oldHeader(): Buffer {
  return writeRpmHeader(
    new Map<number, TagValue>([
      [1000, 'basesystem'],
      [1001, '6.0'],
      [1002, '4'],
      [1027, ['/bin/sh', '/etc/profile']],
    ]),
    new Map([[1011, 'Vendor']]),
  );
}
