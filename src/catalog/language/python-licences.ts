import { spdxLicence } from '../os/licence-names.ts';
import { quoted } from '../problem-list.ts';
import type { MetadataFields } from './python-metadata.ts';

const maxText = 200;
const maxLicences = 20;
const prefix = 'license :: ';

/**
 * Licences of a distribution, the surest source first: `License-Expression` (an SPDX expression, core metadata 2.4),
 * a `License` that names an SPDX licence, the classifiers that stand for one licence each; else the text as found.
 */
export function pythonLicences(fields: MetadataFields): string[] {
  const expression = fields.get('license-expression')?.[0]?.trim();
  if (expression !== undefined && expression !== '') return [oneLine(expression)];
  const licence = fields.get('license')?.[0] ?? '';
  const named = licenceOf(licence);
  if (named !== undefined) return [named];
  const classifiers = (fields.get('classifier') ?? []).filter((text) => text.toLowerCase().startsWith(prefix));
  const names = classifiers.map((text) => text.slice(text.lastIndexOf('::') + 2).trim()).slice(0, maxLicences);
  const ids = names.map((name) => byClassifier.get(name.toLowerCase()));
  const known = ids.filter((id) => id !== undefined);
  if (known.length > 0 && known.length === names.length) return [...new Set(known)];
  if (isName(licence)) return [oneLine(licence)];
  return [...new Set(names.map((name, at) => ids[at] ?? oneLine(name)))].filter((name) => name !== 'OSI Approved');
}

/** A field of several lines is the licence's text, and `UNKNOWN` is what distutils wrote for no licence. */
function isName(licence: string): boolean {
  return licence !== '' && !licence.includes('\n') && licence.length <= maxText && licence.toUpperCase() !== 'UNKNOWN';
}

/** The SPDX expression for what packagers write in the field: `MIT License`, `Apache License, Version 2.0`, `BSD 3-Clause`. */
function licenceOf(licence: string): string | undefined {
  // A licence's whole text is recognised by its first line, where that is its title.
  const title = oneLine(licence.split('\n', 1)[0] ?? '');
  const parts = title.split(/ (OR|AND) /);
  const ids = parts.map((part, at) => (at % 2 === 1 ? part : single(part)));
  return new Set(parts.filter((_, at) => at % 2 === 1)).size > 1 || ids.includes(undefined) ? undefined : ids.join(' ');
}

function single(name: string): string | undefined {
  const plain = name
    .toLowerCase()
    .replace(/^the /, '')
    .replace(/,? version /, ' ')
    .replace(/ licen[cs]e\b/, '')
    .replace(/[()"]/g, '')
    .trim()
    .replace(/ +/g, '-');
  return otherNames.get(plain) ?? spdxLicence(plain);
}

function oneLine(text: string): string {
  return quoted(text.replace(/\s+/g, ' ').trim(), maxText);
}

const otherNames = new Map([
  ['2-clause-bsd', 'BSD-2-Clause'],
  ['3-clause-bsd', 'BSD-3-Clause'],
  ['apache-v2', 'Apache-2.0'],
  ['apache-v2.0', 'Apache-2.0'],
  ['asl-2', 'Apache-2.0'],
  ['bsd-3-clause', 'BSD-3-Clause'],
  ['expat-mit/x11', 'MIT'],
  ['modified-bsd', 'BSD-3-Clause'],
  ['mozilla-public-2.0', 'MPL-2.0'],
  ['mozilla-public-2.0-mpl-2.0', 'MPL-2.0'],
  ['mpl-v2', 'MPL-2.0'],
  ['mpl-v2.0', 'MPL-2.0'],
  ['new-bsd', 'BSD-3-Clause'],
  ['simplified-bsd', 'BSD-2-Clause'],
]);

/**
 * Classifiers that stand for exactly one SPDX licence, lower case. Those for families (`BSD License`, `Apache Software
 * License`, `GNU General Public License (GPL)`) are not here. Source: PEP 639, appendix "Mapping license classifiers".
 */
const byClassifier = new Map([
  ['blue oak model license (blueoak-1.0.0)', 'BlueOak-1.0.0'],
  ['boost software license 1.0 (bsl-1.0)', 'BSL-1.0'],
  ['cc0 1.0 universal (cc0 1.0) public domain dedication', 'CC0-1.0'],
  ['cea cnrs inria logiciel libre license, version 2.1 (cecill-2.1)', 'CECILL-2.1'],
  ['common development and distribution license 1.0 (cddl-1.0)', 'CDDL-1.0'],
  ['eclipse public license 1.0 (epl-1.0)', 'EPL-1.0'],
  ['eclipse public license 2.0 (epl-2.0)', 'EPL-2.0'],
  ['european union public licence 1.1 (eupl 1.1)', 'EUPL-1.1'],
  ['european union public licence 1.2 (eupl 1.2)', 'EUPL-1.2'],
  ['gnu affero general public license v3', 'AGPL-3.0-only'],
  ['gnu affero general public license v3 or later (agplv3+)', 'AGPL-3.0-or-later'],
  ['gnu general public license v2 (gplv2)', 'GPL-2.0-only'],
  ['gnu general public license v2 or later (gplv2+)', 'GPL-2.0-or-later'],
  ['gnu general public license v3 (gplv3)', 'GPL-3.0-only'],
  ['gnu general public license v3 or later (gplv3+)', 'GPL-3.0-or-later'],
  ['gnu lesser general public license v2 (lgplv2)', 'LGPL-2.0-only'],
  ['gnu lesser general public license v2 or later (lgplv2+)', 'LGPL-2.0-or-later'],
  ['gnu lesser general public license v3 (lgplv3)', 'LGPL-3.0-only'],
  ['gnu lesser general public license v3 or later (lgplv3+)', 'LGPL-3.0-or-later'],
  ['historical permission notice and disclaimer (hpnd)', 'HPND'],
  ['isc license (iscl)', 'ISC'],
  ['mit license', 'MIT'],
  ['mit no attribution license (mit-0)', 'MIT-0'],
  ['mozilla public license 1.0 (mpl)', 'MPL-1.0'],
  ['mozilla public license 1.1 (mpl 1.1)', 'MPL-1.1'],
  ['mozilla public license 2.0 (mpl 2.0)', 'MPL-2.0'],
  ['mulan permissive software license v2 (mulanpsl-2.0)', 'MulanPSL-2.0'],
  ['open software license 3.0 (osl-3.0)', 'OSL-3.0'],
  ['postgresql license', 'PostgreSQL'],
  ['python license (cnri python license)', 'CNRI-Python'],
  ['python software foundation license', 'PSF-2.0'],
  ['sil open font license 1.1 (ofl-1.1)', 'OFL-1.1'],
  ['sleepycat license', 'Sleepycat'],
  ['the unlicense (unlicense)', 'Unlicense'],
  ['universal permissive license (upl)', 'UPL-1.0'],
  ['university of illinois/ncsa open source license', 'NCSA'],
  ['w3c license', 'W3C'],
  ['zero-clause bsd (0bsd)', '0BSD'],
  ['zlib/libpng license', 'Zlib'],
]);
