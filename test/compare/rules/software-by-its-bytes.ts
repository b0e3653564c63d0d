import type { FileEvidence } from '../evidence.ts';
import type { Rule } from '../rule.ts';

export const softwareByItsBytes: Rule = {
  id: 'software-by-its-bytes',
  title:
    'Trivy knows no software outside of packages, Syft not this one. The program or library stands in a file that no package owns, and its own bytes give name and version: Seawall lists it.',
  applies(difference, { files, ownerOf }) {
    if (difference.kind !== 'package' || difference.only !== 'ours' || difference.item.type !== 'generic')
      return undefined;
    const { name, version, paths } = difference.item;
    if (paths.some((place) => ownerOf(place) !== undefined)) return undefined;
    // A Java runtime has a text file beside its library; the version stands in every file that is named.
    if (!paths.every((place) => holdsVersion(files.read(place), name, version))) return undefined;
    for (const place of paths) {
      const text = versionText(place, name, version, files);
      if (text !== undefined) return `${place}, which no package owns, has the text '${text}'`;
    }
    return undefined;
  },
};

/** Words by which a program calls itself, where they are not its usual name. */
const ownWords = new Map([
  ['http_server', 'Apache/'],
  ['zlib', 'deflate '],
  ['libexpat', 'expat_'],
]);

/** Libraries that tell their version as one number, `20914` for 2.9.14. */
const numbered = new Set(['libxml2', 'libxslt']);

function holdsVersion(bytes: Buffer | undefined, name: string, version: string): boolean {
  return bytes?.includes(version) === true || (numbered.has(name) && bytes?.includes(numberText(version)) === true);
}

/** The number as a text of its own, between two zero bytes. */
function numberText(version: string): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return `\0${major * 10_000 + minor * 100 + patch}\0`;
}

/** The text in an ELF file that has the version, of one that also has the name. */
function versionText(path: string, name: string, version: string, files: FileEvidence): string | undefined {
  const bytes = files.read(path);
  const release = `JAVA_VERSION="${version}"`;
  if (path.endsWith('/release') && bytes?.includes(release) === true) return release;
  if (bytes === undefined || bytes.toString('latin1', 0, 4) !== '\x7fELF') return undefined;
  const text = bytes.toString('latin1');
  if (!text.toLowerCase().includes((ownWords.get(name) ?? name).toLowerCase())) return undefined;
  const at = text.indexOf(version);
  if (at < 0) return numbered.has(name) ? numberText(version).slice(1, -1) : undefined;
  const before = /[ -~]*$/.exec(text.slice(Math.max(0, at - 40), at))?.[0] ?? '';
  return `${before}${version}`.trim();
}
