import type { AnalysedFile, Analyser } from '#image';
import type { OwnedFile } from '#model';
import type { CatalogFacts } from '../facts.ts';
import { isOwnedPath } from './owned-path.ts';
import { ProblemList } from '../problem-list.ts';

/** `NAME[:ARCH].list`, `NAME[:ARCH].md5sums`; the architecture stands there for `Multi-Arch: same` only. */
const infoName = /^var\/lib\/dpkg\/info\/([^/:]+)(?::([a-z0-9-]+))?\.(list|md5sums)$/;
const distrolessName = /^var\/lib\/dpkg\/status\.d\/([^/]+)\.md5sums$/;
const maxFiles = 500_000;

/**
 * Reads which files a dpkg package owns: `info/*.list` names all of them, `info/*.md5sums` and, in distroless images,
 * `status.d/*.md5sums` those with a checksum. In `status.d` the package is named as its file there is.
 */
export const dpkgFiles: Analyser<CatalogFacts> = {
  id: 'dpkg-files',
  version: 1,
  interest: {
    folders: ['var/lib/dpkg/info', 'var/lib/dpkg/status.d'],
    accept: (path) => path.endsWith('.md5sums') || path.endsWith('.list'),
  },
  analyse(file) {
    const [, name, arch, kind = 'md5sums'] = infoName.exec(file.path) ?? distrolessName.exec(file.path) ?? [];
    if (name === undefined) return undefined;
    const problems = new ProblemList(file.path);
    const files = kind === 'list' ? readList(file, problems) : readChecksums(file, problems);
    const owned = { package: name, ...(arch === undefined ? {} : { arch }), files };
    return { owned: [owned], ...problems.facts() };
  },
};

/**
 * One absolute path a line, the root as `/.`. Folders are listed too, before what is in them: those that the next line
 * shows to be one are left out, a sixth of all lines.
 */
function readList(file: AnalysedFile, problems: ProblemList): OwnedFile[] {
  const files: OwnedFile[] = [];
  visitLines(file, problems, (line, number) => {
    const previous = files.at(-1)?.path;
    if (previous !== undefined && line[previous.length] === '/' && line.startsWith(previous)) files.pop();
    if (line === '/.') return;
    if (isOwnedPath(line)) files.push({ path: line });
    else problems.add('not an absolute path', number, line);
  });
  return files;
}

/** `MD5␠␠PATH` a line, the path relative to the root; a form for binary files has `*` for the second blank. */
function readChecksums(file: AnalysedFile, problems: ProblemList): OwnedFile[] {
  const files: OwnedFile[] = [];
  visitLines(file, problems, (line, number) => {
    const sum = line.slice(0, 32);
    const path = `/${line.slice(line[33] === ' ' || line[33] === '*' ? 34 : 33).replace(/^\.?\/+/, '')}`;
    if (line[32] === ' ' && /^[0-9a-f]{32}$/.test(sum) && path !== '/' && isOwnedPath(path))
      files.push({ path, checksum: `md5:${sum}` });
    else problems.add('not a checksum and a path', number, line);
  });
  return files;
}

/** Visits the lines that are not blank, with their numbers. */
function visitLines(file: AnalysedFile, problems: ProblemList, visit: (line: string, number: number) => void): void {
  let number = 0;
  for (const line of file.bytes.toString('utf8').split('\n', maxFiles + 1)) {
    number++;
    if (number > maxFiles) problems.add(`more than ${maxFiles} lines: the rest was not read`, number);
    else if (line.trimEnd() !== '') visit(line.endsWith('\r') ? line.slice(0, -1) : line, number);
  }
}
