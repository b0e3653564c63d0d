import type { RandomAccessAnalyser } from '#image';
import { ElfError, type ElfFile } from '#kit/elf';
import { languagePurl } from '#model';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { readGoBuildBlob, type GoBuildBlob } from './go-build-blob.ts';
import { parseGoModules, type GoModule, type GoModules } from './go-module-lines.ts';
import { goRelease, mainVersion } from './go-version.ts';
import { openElf } from './open-elf.ts';

/** Settings that tell where a program comes from. */
const toldSettings = ['vcs', 'vcs.revision', 'vcs.time', 'vcs.modified', 'GOOS', 'GOARCH', '-tags'];

/**
 * The modules that a Go program was linked from, which the linker writes into every program since Go 1.13, stripped or
 * not: its main module, its dependencies and, as `stdlib`, Go itself. Programs in PE and Mach-O form are not read, nor
 * what a packer such as UPX compressed. A module whose version nothing tells has an empty one and is not matched.
 */
export const goBuildInfo: RandomAccessAnalyser<CatalogFacts> = {
  id: 'go-build-info',
  version: 1,
  interest: { magics: ['\x7fELF'] },
  randomAccess: true,
  analyse({ content, path }) {
    const elf = openElf(content);
    if (elf === undefined) return undefined;
    const problems = new ProblemList(path);
    const blob = readBlob(elf, problems);
    if (blob === undefined) return Object.keys(problems.facts()).length === 0 ? undefined : problems.facts();
    const modules = parseGoModules(blob.modules, problems);
    return { packages: packagesOf(blob, modules), ...problems.facts() };
  },
};

function readBlob(elf: ElfFile, problems: ProblemList): GoBuildBlob | undefined {
  try {
    const blob = readGoBuildBlob(elf);
    // Of a whole program that has no such thing there is nothing to say; of one in pieces nobody can tell.
    if (blob === undefined)
      for (const fault of elf.faults) problems.add(`${fault}: whether it is a Go program is not known`);
    return blob;
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    problems.add(`is a Go program whose build information cannot be read: ${error.message}`);
    return undefined;
  }
}

function packagesOf(blob: GoBuildBlob, modules: GoModules): CatalogedPackage[] {
  const packages = [
    ...(modules.main === undefined ? [] : [mainPackage(modules.main, modules)]),
    ...modules.dependencies.map(dependency),
    golang('stdlib', goRelease(blob.version) ?? '', { 'go.version': printable(blob.version) }),
  ];
  return [...new Map(packages.map((item) => [item.purl, item])).values()];
}

function mainPackage(main: GoModule, modules: GoModules): CatalogedPackage {
  const told = mainVersion(modules);
  const settings = toldSettings.flatMap((key) => {
    const value = modules.settings.get(key);
    return value === undefined || value === '' ? [] : [[key, printable(value)] as const];
  });
  return golang(main.path, told?.version ?? '', {
    'go.main': 'true',
    ...(told === undefined && main.version !== '' && { 'go.moduleVersion': main.version }),
    ...(told?.from === 'ldflags' && { 'go.versionFrom': 'ldflags' }),
    ...Object.fromEntries(settings),
  });
}

/** What was compiled counts: a replacement's path and version. Of a folder on the builder's disk nobody knows the version. */
function dependency({ path, version, replacedBy }: GoModule): CatalogedPackage {
  if (replacedBy === undefined) return golang(path, version === '(devel)' ? '' : version, {});
  const replaced = { 'go.replaces': version === '' ? path : `${path}@${version}` };
  return replacedBy.version === '' ? golang(path, '', replaced) : golang(replacedBy.path, replacedBy.version, replaced);
}

function golang(name: string, version: string, properties: Record<string, string>): CatalogedPackage {
  return {
    name,
    version,
    purl: languagePurl('golang', name, version),
    type: 'golang',
    licences: [],
    scope: 'installed',
    ...(Object.keys(properties).length > 0 && { properties }),
  };
}

function printable(text: string): string {
  return text.slice(0, 200).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
