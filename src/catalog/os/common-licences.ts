import { spdxLicence } from './licence-names.ts';

const reference = /\/usr\/share\/common-licenses\/([A-Za-z][A-Za-z0-9.+-]{0,40})/g;
/** How far before a reference its terms may stand, in characters: a standard notice has under 1,000. */
const noticeLength = 1200;
const maxReferences = 1000;

/**
 * Licences that a free-form copyright file refers to as `/usr/share/common-licenses/NAME`, in order of appearance.
 * The file there is the text of one version; whether a later one may be chosen stands in the notice before it.
 */
export function commonLicences(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  const found = new Set<string>();
  let previousEnd = 0;
  let references = 0;
  for (const match of text.matchAll(reference)) {
    if (++references > maxReferences) break;
    const notice = text.slice(Math.max(previousEnd, match.index - noticeLength), match.index);
    previousEnd = match.index + match[0].length;
    found.add(licenceOf((match[1] ?? '').replace(/[.-]+$/, ''), notice));
  }
  return [...found];
}

function licenceOf(name: string, notice: string): string {
  if (name === 'BSD') return 'BSD-3-Clause';
  // The file is the text of perl's variant, unlike the licence that the short name of DEP-5 means.
  if (name === 'Artistic') return 'Artistic-1.0-Perl';
  const [, family, ownVersion] = /^(L?GPL|GFDL)(?:-(\d(?:\.\d)?))?$/.exec(name) ?? [];
  if (family === undefined) return spdxLicence(name) ?? name;
  const plain = notice.replace(/[\s#*;>]+/g, ' ');
  const version = ownVersion ?? [...plain.matchAll(/[Vv]ersion (\d(?:\.\d)?)/g)].at(-1)?.[1];
  // `GPL` alone is a link to the newest version; without a version in the notice nothing tells which is meant.
  if (version === undefined) return family;
  const later = /(?:any|or) (?:later|newer)|or greater/i.test(plain);
  return spdxLicence(`${family}-${version}${later ? '+' : ''}`) ?? name;
}
