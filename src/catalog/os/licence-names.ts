/** SPDX ids that distributions write as they are (in any case). Ids of the GNU licences are made by `gnuLicence`. */
const spdxIds = `
  0BSD AFL-2.0 AFL-2.1 AFL-3.0 Apache-1.0 Apache-1.1 Apache-2.0 APSL-2.0 Artistic-1.0 Artistic-1.0-Perl
  Artistic-2.0 Beerware BSD-1-Clause BSD-2-Clause BSD-2-Clause-Patent BSD-3-Clause BSD-3-Clause-Clear
  BSD-3-Clause-LBNL BSD-4-Clause BSD-4-Clause-UC BSD-Source-Code BSL-1.0 bzip2-1.0.6 CC-BY-3.0 CC-BY-4.0
  CC-BY-SA-2.0 CC-BY-SA-2.5 CC-BY-SA-3.0 CC-BY-SA-4.0 CC0-1.0 CDDL-1.0 CDDL-1.1 CECILL-2.1 CPL-1.0 curl EPL-1.0
  EPL-2.0 EUPL-1.1 EUPL-1.2 FSFAP FSFUL FSFULLR FTL HPND HPND-sell-variant ICU IJG ImageMagick Info-ZIP IPA
  IPL-1.0 ISC JasPer-2.0 JSON Libpng libtiff LPPL-1.3c Minpack MirOS MIT MIT-0 MIT-CMU MPL-1.0 MPL-1.1 MPL-2.0
  MS-PL MS-RL NAIST-2003 NCSA NPL-1.1 NTP OFL-1.0 OFL-1.1 OLDAP-2.8 OpenSSL PHP-3.0 PHP-3.01 PostgreSQL PSF-2.0
  Python-2.0 QPL-1.0 Ruby Sendmail SGI-B-2.0 Sleepycat SMLNJ SSH-OpenSSH SunPro TCL TCP-wrappers Unicode-3.0
  Unicode-DFS-2015 Unicode-DFS-2016 Unlicense UPL-1.0 Vim W3C WTFPL X11 XFree86-1.1 Zlib zlib-acknowledgement
  ZPL-2.0 ZPL-2.1
`;

/** Names of the Debian copyright format 1.0 ("License short name") and others that its packages use, lower-case. */
const otherNames: readonly (readonly [name: string, id: string])[] = [
  ['apache-1', 'Apache-1.0'],
  ['apache-2', 'Apache-2.0'],
  ['apache2', 'Apache-2.0'],
  ['asl-2.0', 'Apache-2.0'],
  ['artistic', 'Artistic-1.0'],
  ['artistic-1', 'Artistic-1.0'],
  ['artistic-2', 'Artistic-2.0'],
  ['boost-1.0', 'BSL-1.0'],
  ['bsd-2', 'BSD-2-Clause'],
  ['bsd-3', 'BSD-3-Clause'],
  ['bsd-4', 'BSD-4-Clause'],
  ['cc-by-sa-3', 'CC-BY-SA-3.0'],
  ['cc-by-sa-4', 'CC-BY-SA-4.0'],
  ['cc0', 'CC0-1.0'],
  ['cddl', 'CDDL-1.0'],
  ['cpl', 'CPL-1.0'],
  ['expat', 'MIT'],
  ['freebsd', 'BSD-2-Clause'],
  ['lppl', 'LPPL-1.3c'],
  ['mit-license', 'MIT'],
  ['mit/x11', 'MIT'],
  ['mpl-1', 'MPL-1.0'],
  ['mpl-2', 'MPL-2.0'],
  ['openldap-2.8', 'OLDAP-2.8'],
  ['perl', 'Artistic-1.0-Perl OR GPL-1.0-or-later'],
  ['psf-2', 'PSF-2.0'],
  ['python-2', 'Python-2.0'],
  ['qpl', 'QPL-1.0'],
  ['sgi-free-software-license-b', 'SGI-B-2.0'],
  ['w3c-software', 'W3C'],
  ['zope-2.1', 'ZPL-2.1'],
];

const byName = new Map<string, string>([
  ...spdxIds
    .trim()
    .split(/\s+/)
    .map((id) => [id.toLowerCase(), id] as const),
  ...otherNames,
]);

const exceptions = new Map<string, string>([
  ['autoconf', 'Autoconf-exception-2.0'],
  ['autoconf-data', 'Autoconf-exception-generic'],
  ['bison', 'Bison-exception-2.2'],
  ['classpath', 'Classpath-exception-2.0'],
  ['font', 'Font-exception-2.0'],
  ['gcc', 'GCC-exception-3.1'],
  ['gcc-runtime', 'GCC-exception-3.1'],
  ['libtool', 'Libtool-exception'],
  ['linux-syscall-note', 'Linux-syscall-note'],
  ['llvm', 'LLVM-exception'],
]);

const gnuVersions = new Map<string, readonly string[]>([
  ['GPL', ['1.0', '2.0', '3.0']],
  ['LGPL', ['2.0', '2.1', '3.0']],
  ['AGPL', ['1.0', '3.0']],
  ['GFDL', ['1.1', '1.2', '1.3']],
]);

/** The SPDX id for a licence's name, or undefined. */
export function spdxLicence(name: string): string | undefined {
  return byName.get(name.toLowerCase()) ?? gnuLicence(name);
}

/** The SPDX id for the name of an exception, without the word "exception". */
export function spdxException(name: string): string | undefined {
  const lower = name.toLowerCase().replace(/-exceptions?(?=-|$)/, '');
  return exceptions.get(lower) ?? exceptions.get(lower.replace(/-\d\.\d$/, ''));
}

/** `GPL-2+`, `GPLv2+`, `LGPL-2.1-or-later`, `GFDL-NIV-1.3+`: always made explicit as `-only` or `-or-later`. */
function gnuLicence(name: string): string | undefined {
  const match = /^(A?L?GPL|GFDL)(-NIV)?[-_ ]?v?(\d)(?:\.(\d))?(?:\.0)?(-no-invariants)?(\+|-or-later|-only)?$/i.exec(
    name,
  );
  if (match === null) return undefined;
  const [, family = '', niv, major = '', minor = '0', noInvariants, later = ''] = match;
  const version = `${major}.${minor}`;
  const known = family.toUpperCase();
  const invariants = (niv ?? noInvariants) === undefined ? '' : '-no-invariants';
  if (gnuVersions.get(known)?.includes(version) !== true || (invariants !== '' && known !== 'GFDL')) return undefined;
  return `${known}-${version}${invariants}-${later === '' || later.toLowerCase() === '-only' ? 'only' : 'or-later'}`;
}
