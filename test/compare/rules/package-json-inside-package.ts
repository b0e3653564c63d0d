import { posix } from 'node:path';
import type { FileEvidence } from '../evidence.ts';
import type { Rule } from '../rule.ts';

export const packageJsonInsidePackage: Rule = {
  id: 'package-json-inside-package',
  title:
    'A package.json in a folder of a published package (a test fixture, a second entry point) is a file of that package, not an installed one. Trivy and Syft list it as a package of its own.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.only !== 'theirs' || difference.item.type !== 'npm')
      return undefined;
    const paths = difference.item.paths.filter((path) => path.endsWith('/package.json'));
    const around = paths.map((path) => packageAround(path, files));
    if (paths.length === 0 || around.includes(undefined)) return undefined;
    return `${paths[0]} lies inside ${around[0]}`;
  },
};

/** The installed package that a file lies in, below its top folder; a folder in `node_modules` is a package of its own. */
function packageAround(path: string, files: FileEvidence): string | undefined {
  let folder = posix.dirname(path);
  while (folder !== '/') {
    if (isModuleFolder(folder)) return undefined;
    folder = posix.dirname(folder);
    const manifest = files.text(`${folder}/package.json`);
    if (manifest === undefined || !isModuleFolder(folder)) continue;
    const { name, version } = JSON.parse(manifest) as { name?: string; version?: string };
    if (name !== undefined && version !== undefined) return `${name} ${version} (${folder})`;
  }
  return undefined;
}

/** Where Node looks packages up: directly in `node_modules`, and in Debian's folder of modules. */
function isModuleFolder(folder: string): boolean {
  return /\/(?:node_modules|usr\/share\/nodejs)\/(?:@[^/]+\/)?[^@/][^/]*$/.test(folder);
}
