import { apkInstalledText } from '../../fixtures/apk-database.ts';
import { tar } from '../../fixtures/tar-writer.ts';
import { writeImage, type ImageRecipe } from './recipe.ts';

/** Packages of Alpine 3.17 in early 2023: name, version, licence, and the source where it has another name. */
const packages: readonly (readonly [name: string, version: string, licence: string, origin?: string])[] = [
  ['alpine-baselayout', '3.4.0-r0', 'GPL-2.0-only'],
  ['alpine-baselayout-data', '3.4.0-r0', 'GPL-2.0-only', 'alpine-baselayout'],
  ['alpine-keys', '2.4-r1', 'MIT'],
  ['apk-tools', '2.12.10-r1', 'GPL-2.0-only'],
  ['brotli-libs', '1.0.9-r9', 'MIT', 'brotli'],
  ['busybox', '1.35.0-r29', 'GPL-2.0-only'],
  ['busybox-binsh', '1.35.0-r29', 'GPL-2.0-only', 'busybox'],
  ['ca-certificates-bundle', '20220614-r4', 'MPL-2.0 AND MIT', 'ca-certificates'],
  ['curl', '7.87.0-r1', 'MIT'],
  ['git', '2.38.3-r1', 'GPL-2.0-or-later'],
  ['libc-utils', '0.7.2-r3', 'BSD-2-Clause AND BSD-3-Clause', 'libc-dev'],
  ['libcrypto3', '3.0.7-r2', 'Apache-2.0', 'openssl'],
  ['libcurl', '7.87.0-r1', 'MIT', 'curl'],
  ['libexpat', '2.5.0-r0', 'MIT', 'expat'],
  ['libssl3', '3.0.7-r2', 'Apache-2.0', 'openssl'],
  ['musl', '1.2.3-r4', 'MIT'],
  ['musl-utils', '1.2.3-r4', 'MIT AND BSD-2-Clause AND GPL-2.0-or-later', 'musl'],
  ['nghttp2-libs', '1.51.0-r0', 'MIT', 'nghttp2'],
  ['pcre2', '10.42-r0', 'BSD-3-Clause'],
  ['scanelf', '1.3.5-r1', 'GPL-2.0-only', 'pax-utils'],
  ['ssl_client', '1.35.0-r29', 'GPL-2.0-only', 'busybox'],
  ['zlib', '1.2.13-r0', 'Zlib'],
];

/** A package database of Alpine, and no other files. */
export const alpineImage: ImageRecipe = {
  name: 'alpine',
  what: `the database of ${packages.length} packages of Alpine 3.17`,
  async make({ archive }) {
    const fields = packages.map(([P, V, L, o = P]) => ({ P, V, A: 'x86_64', T: 'made by a test', L, o }));
    const layer = tar([
      { path: 'etc/os-release', body: 'ID=alpine\nVERSION_ID=3.17.2\nPRETTY_NAME="Alpine Linux v3.17"\n' },
      { path: 'etc/alpine-release', body: '3.17.2\n' },
      { path: 'etc/apk/repositories', body: 'https://dl-cdn.alpinelinux.org/alpine/v3.17/main\n' },
      { path: 'lib/apk/db/installed', body: apkInstalledText(fields) },
    ]);
    writeImage(archive, [layer]);
  },
};
