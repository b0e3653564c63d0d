/** Where Debian puts modules, beside Node's own `node_modules`: its Node.js looks there too. */
const debianRoots = /^usr\/(?:share|lib(?:\/[^/]+)?)\/nodejs\//;

/**
 * What a folder is to npm: the root of an installed package (`…/node_modules/NAME`, `…/node_modules/@scope/NAME`, and the
 * same in Debian's `usr/share/nodejs`), something inside of one, or a folder outside of any, such as an application's.
 * `folder` has no leading slash. Source: "Modules: CommonJS modules" of Node.js, "Loading from node_modules folders".
 */
export function moduleRole(folder: string): 'package' | 'inside' | 'outside' {
  const path = `${folder}/`;
  const marker = 'node_modules/';
  let start = path.lastIndexOf(`/${marker}`) + 1;
  if (start > 0 || path.startsWith(marker)) start += marker.length;
  else start = debianRoots.exec(path)?.[0].length ?? -1;
  if (start < 0) return 'outside';
  // Names with a leading dot are the package managers' own folders: `.bin`, `.cache`, `.pnpm`, half-removed packages.
  return /^(?:@[^/]+\/)?[^./@][^/]*\/$/.test(path.slice(start)) ? 'package' : 'inside';
}

/** The path without its last part. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
