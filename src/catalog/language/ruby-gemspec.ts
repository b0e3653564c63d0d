import type { AnalysedFile, Analyser } from '#image';
import { languagePurl } from '#model';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ProblemList, quoted } from '../problem-list.ts';
import { namedPackage } from './named-package.ts';
import { readRubyList, readRubyLiteral } from './ruby-literal.ts';
import { textLines } from './text-lines.ts';

/** Where RubyGems and Debian keep them, and where Bundler writes those of gems that it takes from git repositories. */
const installed = /(?:^|\/)specifications\/(?:default\/)?[^/]+\.gemspec$/;
const fromGit = /(?:^|\/)bundler\/gems\/[^/]+\/(?:[^/]+\/){0,2}[^/]+\.gemspec$/;

const maxLicences = 100;
const field = /^\s*\w{1,30}\.(name|version|platform|licenses?)\s*=\s*(?:Gem::Version\.new\(\s*)?/;
/** RubyGems writes it as the second line, so that it need not evaluate the rest. */
const stub = /^# stub: (\S+) (\S+) (\S+) /;
const opening = /^\s*Gem::Specification\.new\b/;

/** What the lines of a specification say. */
interface Specification {
  name?: string;
  version?: string;
  platform?: string;
  licences: string[];
  stub?: { name: string; version: string; platform: string };
  isSpecification: boolean;
  /** Line of the version. */
  line?: number;
}

/**
 * Reads the specification of an installed gem as RubyGems itself writes it (`Gem::Specification#to_ruby`): Ruby source
 * of one assignment a line. Nothing is evaluated: what is not a literal is not read.
 */
export const rubyGemspec: Analyser<CatalogFacts> = {
  id: 'ruby-gemspec',
  version: 1,
  interest: { endings: ['.gemspec'], accept: (path) => installed.test(path) || fromGit.test(path) },
  maxBytes: 4 * 1024 * 1024,
  analyse: readGemspec,
};

function readGemspec(file: AnalysedFile): CatalogFacts | undefined {
  const found = readSpecification(file.bytes);
  if (!found.isSpecification) return undefined;
  // In a git repository the authors' own file lies there until Bundler has written it anew.
  if (found.stub === undefined && fromGit.test(file.path)) return undefined;
  const problems = new ProblemList(file.path);
  const { stub: short } = found;
  const name = found.name ?? short?.name;
  const version = found.version ?? short?.version;
  if (short !== undefined && (short.name !== name || short.version !== version))
    problems.add('its stub line names another gem', found.line, `${short.name} ${short.version}`);
  const item = namedPackage('gem', name, version, problems, found.line);
  const gem = item === undefined ? [] : [withDetails(item, found, found.platform ?? short?.platform)];
  return { packages: gem, ...problems.facts() };
}

function withDetails(item: CatalogedPackage, found: Specification, platform?: string): CatalogedPackage {
  const { name, version } = item;
  const isBuilt = platform !== undefined && platform !== 'ruby' && /^[!-~]{1,100}$/.test(platform);
  return {
    ...item,
    ...(isBuilt && { purl: languagePurl('gem', name, version, { platform }) }),
    licences: found.licences.slice(0, maxLicences).map((licence) => quoted(licence, 200)),
    scope: 'installed',
  };
}

function readSpecification(bytes: Buffer): Specification {
  const found: Specification = { licences: [], isSpecification: false };
  for (const [at, text] of textLines(bytes).entries()) {
    if (text.startsWith('# stub: ')) readStub(found, text);
    else if (opening.test(text)) found.isSpecification = true;
    else if (found.isSpecification) readField(found, text, at + 1);
  }
  return found;
}

function readStub(found: Specification, text: string): void {
  const [, name, version, platform] = stub.exec(text) ?? [];
  if (name === undefined || version === undefined || platform === undefined) return;
  found.stub ??= { name, version, platform };
}

/** The first assignment counts: name and version come before any text that could look like one. */
function readField(found: Specification, text: string, line: number): void {
  const [whole = '', key] = field.exec(text) ?? [];
  const value = key === undefined ? undefined : readRubyLiteral(text, whole.length)?.value;
  if (key === 'name' && value !== undefined) found.name ??= value;
  if (key === 'platform' && value !== undefined) found.platform ??= value;
  if (key === 'version' && value !== undefined) {
    found.version ??= value;
    found.line ??= line;
  }
  if (found.licences.length > 0 || key?.startsWith('licen') !== true) return;
  found.licences = readRubyList(text, whole.length) ?? (value === undefined ? [] : [value]);
}
