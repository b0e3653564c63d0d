import { createReadStream } from 'node:fs';
import { languagePurl, SeawallError, type Package } from '#model';
import { decompress } from '#kit/stream';

const coordinates = /^([0-9a-f]{40})\t([\w.-]{1,200}):([\w.-]{1,200}):([\w.+-]{1,200})$/i;
const maxLine = 1024;
/** An index of all of Maven Central has some ten million lines of a hundred bytes; compressed a hash hardly shrinks. */
const limits = { outputBytes: 8 * 1024 ** 3, ratio: 100, ratioFloor: 64 * 1024 ** 2 };

/**
 * Jars that do not tell their group, named by an index of SHA-1 checksums: `SHA1 TAB GROUP:ARTIFACT:VERSION` a line, plain,
 * gzip or zstd. Without a group a jar matches nothing, since artifacts of many groups share a name.
 * @throws SeawallError (usage) when the index cannot be read
 */
export async function nameJars(packages: readonly Package[], index: string): Promise<Package[]> {
  const nameless = new Map<string, Package[]>();
  for (const item of packages) {
    if (item.type !== 'maven' || item.name.includes(':')) continue;
    for (const hash of item.hashes ?? []) nameless.set(hash, [...(nameless.get(hash) ?? []), item]);
  }
  if (nameless.size === 0) return [...packages];
  const named = new Map<Package, Package>();
  try {
    for await (const line of lines(decompress(createReadStream(index), limits))) {
      const [, sha1 = '', group, artifact, version = ''] = coordinates.exec(line) ?? [];
      for (const item of nameless.get(`sha1:${sha1.toLowerCase()}`) ?? [])
        named.set(item, withName(item, `${group}:${artifact}`, version));
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SeawallError('scan/java-index', 'usage', `${index}: cannot read the index of jars: ${why}`, { cause });
  }
  return merged(packages.map((item) => named.get(item) ?? item));
}

function withName(item: Package, name: string, version: string): Package {
  const properties = { ...item.properties, 'java:evidence': 'sha1-index' };
  return { ...item, name, version, purl: languagePurl('maven', name, version), properties };
}

/** What the index names may be there already, from a jar that tells its group. */
function merged(packages: readonly Package[]): Package[] {
  const byPurl = new Map<string, Package>();
  for (const item of packages) {
    const key = `${item.scope} ${item.purl}`;
    const twin = byPurl.get(key);
    byPurl.set(key, twin === undefined ? item : { ...twin, locations: [...twin.locations, ...item.locations] });
  }
  return [...byPurl.values()];
}

/** Lines of a text; the rest of one that is too long to mean anything is dropped. */
async function* lines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + chunk.toString('latin1')).split('\n');
    rest = (parts.pop() ?? '').slice(0, maxLine);
    for (const line of parts) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  yield rest;
}
