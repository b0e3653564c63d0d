import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageHeader } from '../../../../test/fixtures/rpm-package-header.ts';
import { writeSqlite } from '../../../../test/fixtures/rpm-sqlite-writer.ts';
import { rpmDatabase } from './rpm-database.ts';

// Other people's writers: what rpm and Berkeley DB themselves make, against what we read.
const [rpm, rpmbuild] = ['rpm', 'rpmbuild'] as const;
const hasRpm = [rpm, rpmbuild].every((tool) => spawnSync(tool, ['--version']).status === 0);
const loader = ['db5.3_load', 'db_load'].find((tool) => spawnSync(tool, ['-V']).status === 0);

const spec = `
Name: tool
Epoch: 2
Version: 1.0~rc1
Release: 3.el9
Summary: A package with everything that a database tells
License: MIT AND (Apache-2.0 OR GPL-2.0-or-later)
Vendor: Example, Inc.
ModularityLabel: tool:1.0:1:abc
BuildArch: noarch
%description
Tool
%package -n libtool2
Epoch: 5
Summary: A subpackage with an epoch of its own
%description -n libtool2
Library
%package empty
Summary: A subpackage without files
%description empty
Nothing
%install
mkdir -p %{buildroot}/etc %{buildroot}/usr/share/tool %{buildroot}/var/log
echo configuration > %{buildroot}/etc/tool.conf
echo data > %{buildroot}/usr/share/tool/data
ln -s data %{buildroot}/usr/share/tool/link
echo log > %{buildroot}/var/log/tool.log
echo library > %{buildroot}/usr/share/tool/library
%files
%config /etc/tool.conf
%dir /usr/share/tool
/usr/share/tool/data
/usr/share/tool/link
%ghost /var/log/tool.log
%files -n libtool2
/usr/share/tool/library
%files empty
`;

/** What rpm prints of each package, in the form that our facts are brought into. */
const queryFormat =
  '%{NAME}|%|EPOCH?{%{EPOCH}:}||%{VERSION}-%{RELEASE}|%{ARCH}|%{SOURCERPM}|%{LICENSE}|%{VENDOR}|%{MODULARITYLABEL}' +
  '[|%{FILENAMES} %{FILEDIGESTS}]\\n';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-rpm-oracle-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function analyse(bytes: Buffer) {
  return rpmDatabase.analyse({ path: 'var/lib/rpm/Packages', bytes }) ?? {};
}

describe.skipIf(!hasRpm)('a database that rpm wrote (needs rpm and rpmbuild)', () => {
  test('gives what rpm itself tells of it', () => {
    writeFileSync(join(folder, 'tool.spec'), spec);
    const top = join(folder, 'build');
    execFileSync(rpmbuild, ['-bb', '--quiet', '--define', `_topdir ${top}`, join(folder, 'tool.spec')], {
      stdio: 'pipe',
    });
    const packages = readdirSync(join(top, 'RPMS/noarch')).map((name) => join(top, 'RPMS/noarch', name));
    const database = join(folder, 'database');
    mkdirSync(database);
    const options = ['--dbpath', database, '--define', '_db_backend sqlite'];
    execFileSync(rpm, [...options, '-i', '--justdb', '--nodeps', '--ignoreos', ...packages], { stdio: 'pipe' });
    const said = execFileSync(rpm, [...options, '-qa', '--qf', queryFormat], { encoding: 'utf8', stdio: 'pipe' });

    const { packages: found = [], owned = [], problems } = analyse(readFileSync(join(database, 'rpmdb.sqlite')));
    expect(problems).toBeUndefined();
    const ours = found.map(({ name, version, arch, purl, licences, properties }) => {
      const files = owned.find((entry) => entry.package === name)?.files ?? [];
      const [epoch, evr] = version.includes(':') ? version.split(':') : ['', version];
      return [
        name,
        epoch === '' ? '' : `${epoch}:`,
        evr,
        arch,
        new URLSearchParams(purl.split('?')[1]).get('upstream'),
        ...licences,
        properties?.['vendor'],
        properties?.['modularitylabel'],
        ...files.map((file) => `${file.path} ${file.checksum?.replace('sha256:', '') ?? ''}`),
      ].join('|');
    });
    expect(ours.toSorted()).toEqual(said.trimEnd().split('\n').toSorted());
    expect(found).toHaveLength(3);
    expect(owned.flatMap(({ files }) => files).find(({ path }) => path === '/usr/share/tool/data')?.checksum).toMatch(
      /^sha256:/,
    );
    expect(found.find(({ name }) => name === 'libtool2')?.source).toEqual({ name: 'tool', version: '2:1.0~rc1-3.el9' });
  });
});

describe.skipIf(loader === undefined)('a hash that Berkeley DB wrote (needs db5.3_load)', () => {
  const headers = Array.from({ length: 300 }, (_, i) =>
    packageHeader({ name: `p${i}`, epoch: i % 3, padding: (i * 613) % 20_000 }),
  );

  const layouts = [512, 4096, 65536].flatMap((pageSize) => [1234, 4321].map((order) => ({ pageSize, order })));
  test.each(layouts)('gives the same packages as SQLite: $pageSize bytes per page, byte order $order', (layout) => {
    const { pageSize, order } = layout;
    const key = (number: number): string => {
      const bytes = Buffer.alloc(4);
      if (order === 4321) bytes.writeUInt32BE(number);
      else bytes.writeUInt32LE(number);
      return bytes.toString('hex');
    };
    const records = [Buffer.alloc(4), ...headers].map((value, i) => ` ${key(i)}\n ${value.toString('hex')}\n`);
    const head = `VERSION=3\nformat=bytevalue\ntype=hash\ndb_lorder=${order}\ndb_pagesize=${pageSize}\nHEADER=END\n`;
    const file = join(folder, `Packages-${pageSize}-${order}`);
    execFileSync(loader ?? '', [file], { input: `${head}${records.join('')}DATA=END\n`, stdio: 'pipe' });
    const facts = analyse(readFileSync(file));
    expect(facts.problems).toBeUndefined();
    expect(facts).toEqual(analyse(writeSqlite(headers)));
  });

  test('gives no header that was replaced', () => {
    const file = join(folder, 'Packages-deleted');
    const dump = (numbers: readonly number[]): string =>
      numbers.map((i) => ` ${i.toString(16).padStart(2, '0')}000000\n ${headers[i]!.toString('hex')}\n`).join('');
    const head = 'VERSION=3\nformat=bytevalue\ntype=hash\nHEADER=END\n';
    execFileSync(loader ?? '', [file], { input: `${head}${dump([1, 2, 3])}DATA=END\n`, stdio: 'pipe' });
    // Loading a key again replaces its value: the overflow pages of the old one become free.
    const longer = packageHeader({ name: 'replaced', padding: 40_000 }).toString('hex');
    execFileSync(loader ?? '', [file], { input: `${head} 02000000\n ${longer}\nDATA=END\n`, stdio: 'pipe' });
    const facts = analyse(readFileSync(file));
    expect(facts.packages?.map(({ name }) => name)).toEqual(['p1', 'replaced', 'p3']);
    expect(facts.problems).toBeUndefined();
  });
});
