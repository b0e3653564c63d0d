import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Analyser, AnalysedFile } from '#image';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { namedPackage } from './named-package.ts';

const maxPackages = 200_000;
/** The parser goes on after an error, and each takes it long: a hostile file has one every few bytes. */
const maxErrors = 40;

/**
 * Reads packages.config, the list of all packages of an old .NET project, direct or not. Source: NuGet's
 * documentation, "packages.config reference".
 */
export const nugetPackagesConfig: Analyser<CatalogFacts> = {
  id: 'nuget-packages-config',
  version: 1,
  interest: { names: ['packages.config'] },
  maxBytes: 8 * 1024 * 1024,
  analyse: readConfig,
};

function readConfig(file: AnalysedFile): CatalogFacts | undefined {
  const problems = new ProblemList(file.path);
  const found = new Map<string, CatalogedPackage>();
  const parser = new SaxesParser();
  let depth = 0;
  let errors = 0;
  let root: string | undefined;
  // Called for every error; unless it throws, the parser goes on as well as it can.
  parser.on('error', (error) => {
    problems.add('not well-formed XML', parser.line, messageOf(error));
    if (++errors === maxErrors) throw error;
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    root ??= tag.name;
    if (depth === 2 && root === 'packages' && tag.name === 'package') addPackage(tag, parser.line, found, problems);
  });
  parser.on('closetag', () => (depth -= 1));
  try {
    parser.write(decode(file.bytes)).close();
  } catch {
    problems.add(`broken in more than ${maxErrors} places: the rest was not read`, parser.line);
  }
  if (root !== undefined && root !== 'packages') return undefined;
  return { packages: [...found.values()], ...problems.facts() };
}

function addPackage(
  tag: SaxesTagPlain,
  line: number,
  found: Map<string, CatalogedPackage>,
  problems: ProblemList,
): void {
  const { id, version, developmentDependency } = tag.attributes;
  const item = namedPackage('nuget', id, version, problems, line);
  if (item === undefined) return;
  if (found.size >= maxPackages) return problems.add(`more than ${maxPackages} packages: the rest was not read`, line);
  const dev = developmentDependency?.toLowerCase() === 'true';
  found.set(`${item.name}/${item.version}`.toLowerCase(), { ...item, scope: 'declared', dev });
}

/** Without the place that the parser puts in front, because the problem has one of its own. */
function messageOf(error: Error): string {
  return error.message.replace(/^(?:[^:]*:)?\d+:\d+: /, '');
}

/** Visual Studio writes UTF-8; PowerShell's `>` writes UTF-16. */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isUtf16 ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
}
