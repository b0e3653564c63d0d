import { bufferAccess, openZip, type Zip } from '#kit/zip';
import type { FileEvidence } from './evidence.ts';

/** What a jar says about itself. */
export interface JarEvidence {
  bytes: Buffer;
  /** Main attributes of the manifest. */
  manifest: ReadonlyMap<string, string>;
  /** `group:artifact` of every pom.properties inside. */
  coordinates: readonly string[];
  /** Paths of the classes. */
  classes: readonly string[];
}

/**
 * The jar at a path that may lead into other archives (`/opt/app.jar/BOOT-INF/lib/x.jar`).
 * @param named where the path is that of an outer archive, the file name of the member meant
 */
export function openJar(files: FileEvidence, path: string, named?: string): JarEvidence | undefined {
  const segments = path.split('/').slice(1);
  for (let count = 1; count <= segments.length; count++) {
    const bytes = files.read(`/${segments.slice(0, count).join('/')}`);
    if (bytes === undefined) continue;
    const inner = segments.slice(count).join('/');
    const found = inner === '' ? bytes : memberAt(bytes, inner);
    if (found === undefined) return undefined;
    const zip = open(found);
    const member = zip?.entries.find(({ name }) => named !== undefined && name.endsWith(`/${named}`));
    return readJar(member === undefined || zip === undefined ? found : zip.read(member));
  }
  return undefined;
}

function memberAt(bytes: Buffer, path: string): Buffer | undefined {
  const zip = open(bytes);
  const entry = zip?.entries
    .filter(({ name }) => path === name || path.startsWith(`${name}/`))
    .find(({ name }) => !name.endsWith('/'));
  if (zip === undefined || entry === undefined) return undefined;
  const member = zip.read(entry);
  return path === entry.name ? member : memberAt(member, path.slice(entry.name.length + 1));
}

function open(bytes: Buffer): Zip | undefined {
  try {
    return openZip(bufferAccess(bytes));
  } catch {
    return undefined;
  }
}

function readJar(bytes: Buffer): JarEvidence | undefined {
  const zip = open(bytes);
  if (zip === undefined) return undefined;
  const manifest = zip.entries.find(({ name }) => name === 'META-INF/MANIFEST.MF');
  const coordinates = zip.entries
    .filter(({ name }) => name.endsWith('/pom.properties'))
    .map((entry) => readCoordinates(zip.read(entry).toString()));
  return {
    bytes,
    manifest: readManifest(manifest === undefined ? '' : zip.read(manifest).toString()),
    coordinates,
    classes: zip.entries.map(({ name }) => name).filter((name) => name.endsWith('.class')),
  };
}

/** Lines of at most 72 bytes go on in the next one, after a blank. */
function readManifest(text: string): Map<string, string> {
  const main = text.replace(/\r\n?/g, '\n').replace(/\n /g, '').split('\n\n')[0] ?? '';
  return new Map(
    main.split('\n').flatMap((line) => {
      const [, key, value] = /^([\w-]+): ?(.*)$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
}

function readCoordinates(text: string): string {
  const value = (key: string) => new RegExp(`^${key} *= *(.+?)\\s*$`, 'm').exec(text)?.[1] ?? '';
  return `${value('groupId')}:${value('artifactId')}`;
}
