import type { Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { commonLicences } from './common-licences.ts';
import { readStanzas } from './deb822.ts';
import { debianLicence } from './licence-expression.ts';
import { ProblemList } from '../problem-list.ts';

const copyrightPath = /^usr\/share\/doc\/([^/]+)\/copyright$/;
const maxLicences = 100;

/**
 * Reads the licences of a Debian package from `usr/share/doc/NAME/copyright`: the `License` fields of the
 * machine-readable format 1.0 (DEP-5), else references to `/usr/share/common-licenses` in free text.
 */
export const dpkgCopyright: Analyser<CatalogFacts> = {
  id: 'dpkg-copyright',
  version: 1,
  interest: { names: ['copyright'], accept: (path) => copyrightPath.test(path) },
  maxBytes: 8 * 1024 * 1024,
  analyse(file) {
    const [, name] = copyrightPath.exec(file.path) ?? [];
    if (name === undefined) return undefined;
    const problems = new ProblemList(file.path);
    const declared = isMachineReadable(file.bytes) ? declaredLicences(file.bytes) : [];
    const all = declared.length > 0 ? declared : commonLicences(file.bytes);
    if (all.length > maxLicences) problems.add(`more than ${maxLicences} licences: the rest is left out`);
    const facts = problems.facts();
    return all.length === 0 ? facts : { licences: [{ package: name, licences: all.slice(0, maxLicences) }], ...facts };
  },
};

/** The header paragraph of the format has `Format`, formerly `Format-Specification`, in one of its first lines. */
function isMachineReadable(bytes: Buffer): boolean {
  return /^format(?:-specification)?[ \t]*:/im.test(bytes.toString('latin1', 0, 4096));
}

/**
 * What the `Files` paragraphs and the header declare. A paragraph with a licence alone only holds the text for a name
 * used elsewhere, and would tear `GPL-2+ or MIT` apart; it counts when nothing else tells a licence.
 */
function declaredLicences(bytes: Buffer): string[] {
  const declared = new Set<string>();
  const texts = new Set<string>();
  const fields = ['license', 'files', 'format', 'format-specification'] as const;
  // A copyright file is for people: what breaks its form loses a licence at worst, and is no damage to the image.
  const stanzas = readStanzas(bytes, { wanted: fields, firstLineOnly: fields, maxValueBytes: 4096, report: () => {} });
  for (const stanza of stanzas) {
    const synopsis = stanza.fields.get('license') ?? '';
    if (synopsis === '') continue;
    (stanza.fields.size > 1 ? declared : texts).add(synopsis);
  }
  // Most paragraphs repeat what another one says, so each synopsis is understood once.
  const synopses = declared.size > 0 ? declared : texts;
  return [...new Set([...synopses].map((synopsis) => debianLicence(synopsis)))];
}
