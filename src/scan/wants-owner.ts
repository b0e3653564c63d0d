import { binaryAnalysers, languageAnalysers } from '#catalog';
import { InterestTable } from '#image';

/** Which files may hold packages of their own, as the lists of the analysers tell; plain JSON. */
export const ownershipAsked = [...languageAnalysers, ...binaryAnalysers].map(({ id, interest }) => {
  const { paths, folders, names, endings } = interest;
  return { id, paths, folders, names, endings };
});

const table = new InterestTable(
  ownershipAsked.map(({ id, ...lists }) => {
    const interest = Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined));
    return { id, version: 1, interest, analyse: () => undefined };
  }),
);

/** Half of all paths that packages own: no package of a language lives there. */
const documentation = /^\/usr\/share\/(?:doc|man|locale|info|zoneinfo|i18n|bash-completion|lintian)\//;

const programFolder = /\/(?:s?bin|libexec|lib(?:32|64|x32)?)\//;

/**
 * Whether a scan may ask which OS package owns this file (absolute path): a language's package may lie there, or it looks
 * like a program, which only its content would tell. The answer depends on `ownershipAsked` alone.
 */
export function wantsOwner(path: string): boolean {
  if (documentation.test(path)) return false;
  return looksLikeProgram(path) || table.wanting(path.slice(1)).length > 0;
}

/** Below `bin` everything; elsewhere what has no ending, a number for one (`python3.11`), or is a shared object. */
function looksLikeProgram(path: string): boolean {
  if (!programFolder.test(path)) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const folder = path.slice(0, -name.length - 1);
  if (folder.endsWith('bin')) return true;
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? dot < 0 : /^\.\d+$/.test(name.slice(dot)) || name.includes('.so');
}
