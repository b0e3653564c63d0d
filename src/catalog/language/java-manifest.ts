/** Header of a jar's manifest that tells what the jar is, in lower case: names are compared without regard to case. */
export type ManifestHeader =
  | 'automatic-module-name'
  | 'bundle-symbolicname'
  | 'bundle-version'
  | 'extension-name'
  | 'group-id'
  | 'implementation-title'
  | 'implementation-vendor-id'
  | 'implementation-version'
  | 'nar-group'
  | 'nar-id'
  | 'nar-version'
  | 'plugin-version'
  | 'short-name'
  | 'specification-version';

/** The headers of the main section that were found, unfolded. */
export type Manifest = ReadonlyMap<ManifestHeader, string>;

const wanted = new Set<string>([
  'automatic-module-name',
  'bundle-symbolicname',
  'bundle-version',
  'extension-name',
  'group-id',
  'implementation-title',
  'implementation-vendor-id',
  'implementation-version',
  'nar-group',
  'nar-id',
  'nar-version',
  'plugin-version',
  'short-name',
  'specification-version',
] satisfies ManifestHeader[]);

/** The main section of honest manifests is some kilobytes; lists of exported packages reach hundreds. */
const maxSection = 4 * 1024 * 1024;
const maxValue = 1000;

/**
 * Reads the main section of a manifest: the sections after the first empty line are about single members. A value over
 * 1,000 bytes is no name or version and is left out; so is what stands after 4 MiB.
 * Source: "JAR File Specification", section "Name-Value pairs and Sections".
 */
export function readManifest(bytes: Buffer): Manifest {
  const headers = new Map<ManifestHeader, string>();
  let name = '';
  let value = '';
  const keep = (): void => {
    if (isWanted(name) && value.length <= maxValue && !headers.has(name)) headers.set(name, decode(value));
  };
  for (const line of bytes
    .subarray(0, maxSection)
    .toString('latin1')
    .split(/\r\n|\n|\r/)) {
    if (line === '' && name !== '') break;
    if (line.startsWith(' ')) {
      value += line.slice(1);
      continue;
    }
    keep();
    const colon = line.indexOf(':');
    name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    value = line.slice(colon + 1);
  }
  keep();
  return headers;
}

function isWanted(name: string): name is ManifestHeader {
  return wanted.has(name);
}

/** Lines are folded between bytes, also inside a character: the text is UTF-8 only once it is whole. */
function decode(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8').trim();
}
