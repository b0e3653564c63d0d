import { writeRpmHeader, type TagValue } from '../../fixtures/rpm-header-writer.ts';
import { packageHeader } from '../../fixtures/rpm-package-header.ts';
import { writeSqlite } from '../../fixtures/rpm-sqlite-writer.ts';
import { tar } from '../../fixtures/tar-writer.ts';
import { writeImage, type ImageRecipe } from './recipe.ts';

/** Packages of AlmaLinux 9.3: name, version, release, and the source and epoch where they matter. */
const packages: readonly (readonly [
  name: string,
  version: string,
  release: string,
  source?: string,
  epoch?: number,
])[] = [
  ['almalinux-release', '9.3', '1.el9'],
  ['bash', '5.1.8', '6.el9_1'],
  ['bzip2-libs', '1.0.8', '8.el9', 'bzip2'],
  ['curl', '7.76.1', '26.el9_3.3'],
  ['expat', '2.5.0', '1.el9'],
  ['glib2', '2.68.4', '11.el9'],
  ['glibc', '2.34', '83.el9.7'],
  ['glibc-common', '2.34', '83.el9.7', 'glibc'],
  ['gnutls', '3.7.6', '23.el9'],
  ['krb5-libs', '1.21.1', '1.el9', 'krb5'],
  ['libarchive', '3.5.3', '4.el9'],
  ['libcurl', '7.76.1', '26.el9_3.3', 'curl'],
  ['libgcc', '11.4.1', '2.1.el9.alma', 'gcc'],
  ['libnghttp2', '1.43.0', '5.el9_3.1', 'nghttp2'],
  ['libxml2', '2.9.13', '5.el9_3'],
  ['ncurses-libs', '6.2', '10.20210508.el9', 'ncurses'],
  ['openssl-libs', '3.0.7', '24.el9', 'openssl', 1],
  ['pcre2', '10.40', '2.el9'],
  ['python3', '3.9.18', '1.el9_3', 'python3.9'],
  ['python3-libs', '3.9.18', '1.el9_3', 'python3.9'],
  ['rpm-libs', '4.16.1.3', '27.el9_3', 'rpm'],
  ['sqlite-libs', '3.34.1', '6.el9_1', 'sqlite'],
  ['systemd-libs', '252', '18.el9', 'systemd'],
  ['vim-minimal', '8.2.2637', '20.el9_1', 'vim', 2],
  ['zlib', '1.2.11', '40.el9'],
];

const npmFolder = 'usr/lib/node_modules/npm';

/** Packages of Node.js that belong to the package below, by folder. */
const nodePackages = [
  { folder: npmFolder, name: 'npm', version: '10.2.4' },
  { folder: `${npmFolder}/node_modules/semver`, name: 'semver', version: '7.5.4' },
];

/** The database of rpm, a module stream with language packages among it, and an imported key. */
export const almaImage: ImageRecipe = {
  name: 'alma',
  what: `the database of ${packages.length + 1} packages and a key of AlmaLinux 9.3`,
  async make({ archive }) {
    const layer = tar([
      {
        path: 'etc/os-release',
        body: 'NAME="AlmaLinux"\nVERSION="9.3"\nID="almalinux"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.3"\n',
      },
      { path: 'etc/almalinux-release', body: 'AlmaLinux release 9.3 (Shamrock Pampas Cat)\n' },
      { path: 'var/lib/rpm/rpmdb.sqlite', body: writeSqlite(headers(), { sql: indexTables() }) },
      ...nodePackages.map(({ folder, name, version }) => ({
        path: `${folder}/package.json`,
        body: JSON.stringify({ name, version, license: 'ISC' }),
      })),
    ]);
    writeImage(archive, [layer]);
  },
};

/** The other tables of rpm, without which it does not open a database that it may not change. */
function indexTables(): string {
  const names = [
    'Basenames',
    'Group',
    'Requirename',
    'Providename',
    'Conflictname',
    'Obsoletename',
    'Triggername',
    'Dirnames',
    'Installtid',
    'Sigmd5',
    'Sha1header',
    'Filetriggername',
    'Transfiletriggername',
    'Recommendname',
    'Suggestname',
    'Supplementname',
    'Enhancename',
  ];
  return names
    .map((name) => `CREATE TABLE '${name}' (key 'TEXT' NOT NULL, hnum INTEGER NOT NULL, idx INTEGER NOT NULL);`)
    .join('\n');
}

function headers(): Buffer[] {
  const plain = packages.map(([name, version, release, source = name, epoch]) =>
    packageHeader({
      name,
      version,
      release,
      sourceRpm: `${source}-${version}-${release}.src.rpm`,
      vendor: 'AlmaLinux',
      ...(epoch !== undefined && { epoch }),
    }),
  );
  return [...plain, nodeHeader(), keyHeader()];
}

function nodeHeader(): Buffer {
  const files = nodePackages.map((_, at) => at);
  return packageHeader({
    name: 'nodejs',
    version: '18.19.1',
    release: '1.module_el9.3.0+86+e8dbff9f',
    epoch: 1,
    vendor: 'AlmaLinux',
    modularityLabel: 'nodejs:18:9030020240221141842:rhel9',
    tags: [
      [1117, files.map(() => 'package.json')],
      [1118, nodePackages.map(({ folder }) => `/${folder}/`)],
      [1116, files],
      [1035, files.map(() => '')],
      [1037, files.map(() => 0)],
      [1028, files.map(() => 0)],
    ],
  });
}

/** A public key as `rpm --import` keeps it: no architecture, no source, no files. */
function keyHeader(): Buffer {
  return writeRpmHeader(
    new Map<number, TagValue>([
      [1000, 'gpg-pubkey'],
      [1001, 'b86b3716'],
      [1002, '61e69f29'],
      [1004, 'AlmaLinux OS 9 <packager@almalinux.org> public key'],
      [1014, 'pubkey'],
    ]),
  );
}
