import type { Analyser } from '#image';
import type { CatalogFacts } from '../../facts.ts';
import { ProblemList } from './problem-list.ts';
import { catalogRpms, type InstalledRpm } from './rpm-package.ts';

/** Columns of the query that makes the file, which its makers keep stable for scanners. */
const columns = 10;

/**
 * The list that distroless images of Azure Linux and CBL-Mariner have instead of a database: one line per package,
 * tab-separated NAME, VERSION-RELEASE, INSTALLTIME, BUILDTIME, VENDOR, EPOCH or `(none)`, SIZE, ARCH, EPOCHNUM, SOURCERPM
 * (azurelinux, toolkit/docs/how_it_works/5_misc.md). `container-manifest-1` beside it names the same packages with
 * neither epoch nor source; reading it too would only count each package twice.
 */
export const rpmManifest: Analyser<CatalogFacts> = {
  id: 'rpm-manifest',
  decisive: true,
  version: 1,
  interest: { paths: ['var/lib/rpmmanifest/container-manifest-2'] },
  // A line has some 150 bytes.
  maxBytes: 4 * 1024 * 1024,
  analyse: ({ path, bytes }) => analyseManifest(`/${path}`, bytes.toString('utf8')),
};

function analyseManifest(path: string, text: string): CatalogFacts {
  const problems = new ProblemList(path);
  const installed: InstalledRpm[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const rpm = parseLine(line.trimEnd());
    if (rpm === undefined) problems.report(`line ${index + 1}`, 'not a package with name, version and architecture');
    else if (rpm.name !== 'gpg-pubkey') installed.push(rpm);
  }
  const nothing = installed.length === 0 ? 'the list of installed packages names none' : undefined;
  const listed = problems.list(nothing);
  return { packages: catalogRpms(installed), ...(listed.length === 0 ? {} : { problems: listed }) };
}

function parseLine(line: string): InstalledRpm | undefined {
  const fields = line.split('\t', columns);
  const [name = '', evr = '', , , vendor = '', , , arch = '', epochText = '', sourceRpm = ''] = fields;
  const dash = evr.lastIndexOf('-');
  const isWord = [name, evr, arch].every((field) => /^[^\s\p{C}]{1,512}$/u.test(field));
  if (fields.length < columns || !isWord || dash < 1 || dash + 1 === evr.length) return undefined;
  if (!/^(\(none\)|\d{1,10})$/.test(epochText)) return undefined;
  const epoch = epochText === '(none)' ? 0 : Number(epochText);
  return {
    name,
    version: evr.slice(0, dash),
    release: evr.slice(dash + 1),
    epoch,
    arch: known(arch),
    vendor: known(vendor.replaceAll(/\p{Cc}+/gu, ' ').trim()),
    sourceRpm: known(sourceRpm),
  };
}

/** What rpm prints for a tag that the package does not have is no value. */
function known(field: string): string | undefined {
  return field === '' || field === '(none)' ? undefined : field;
}
