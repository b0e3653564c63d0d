import type { FileEvidence } from '../evidence.ts';
import type { ListedPackage } from '../listing.ts';
import type { Rule } from '../rule.ts';

export const testDataOfGoModule: Rule = {
  id: 'test-data-of-go-module',
  title:
    'The source of a Go module lies in the image, and in its test data files that only look like something installed: cut-out pieces of programs that no system can run, or kinds that Seawall does not read there: packages of Homebrew, Conan, R, LuaRocks, PEAR and WordPress, Elixir, and SBOMs, which it reads in `/opt/bitnami` only. Nothing of it is installed.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.only !== 'theirs') return undefined;
    const { type, name } = difference.item;
    const paths = difference.item.paths.length > 0 ? difference.item.paths : sbomsWith(difference.item, files);
    const modules = paths.map((path) => moduleAround(path, files));
    const [first] = modules;
    if (first === undefined || modules.includes(undefined)) return undefined;
    if (notRead.has(type) || name === 'elixir' || difference.item.paths.length === 0)
      return `${paths[0]} is test data of the module in ${first}`;
    if (!programs.has(type) || paths.some((path) => isProgram(files.read(path)))) return undefined;
    return `${paths[0]} is test data of the module in ${first}, and no program by its first bytes`;
  },
};

/** Types of packages that docs/ecosystems.md does not name. */
const notRead = new Set(['brew', 'conan', 'cran', 'luarocks', 'pear', 'wordpress-plugin']);

/** SBOMs in the image that name a package, which Trivy lists without a path. */
function sbomsWith({ name, version }: ListedPackage, files: FileEvidence): string[] {
  const sboms = [...files.paths()].filter((path) => /\.(?:cdx|spdx|syft)(?:\.json)?$/.test(path));
  const words = [...name.split(':'), version];
  return sboms.filter((path) => words.every((word) => files.text(path)?.includes(word) === true));
}

/** Types that Syft gives to software that it knows by its bytes. */
const programs = new Set(['generic', 'github', 'golang']);

/** The folder of the Go module in whose test data a file lies. */
function moduleAround(path: string, files: FileEvidence): string | undefined {
  const [, folder = ''] = /^(\/.*?@v[^/]+)\/(?:.*\/)?(?:test-fixtures|testdata)\//.exec(path) ?? [];
  return files.resolve(`${folder}/go.mod`) === undefined ? undefined : folder;
}

/** ELF, Mach-O, Windows, and scripts. */
function isProgram(bytes: Buffer | undefined): boolean {
  const start = bytes?.toString('latin1', 0, 4) ?? '';
  return ['\x7fELF', '\xcf\xfa\xed\xfe', 'MZ', '#!'].some((magic) => start.startsWith(magic));
}
