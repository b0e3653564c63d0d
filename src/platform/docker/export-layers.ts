import { imageError, type ImageLayer, type LayerBlob } from '#image';
import { peek, sniffCompression } from '#kit/stream';
import { readTar, TarError } from '#kit/tar';

const headBytes = 512;

/** The export is the engine's own work, so these only bound the damage of a broken one. */
const limits = {
  entries: 1_000_000,
  pathBytes: 4096,
  collectBytes: 0,
  headerBytes: 1 << 20,
  totalBytes: 2 ** 44,
};

/**
 * The layers in an engine's export (`/images/NAME/get`), one pass in the order they come. Old engines write
 * `ID/layer.tar` (a layer that stands twice being a link), newer ones an OCI layout of `blobs/sha256/HEX`, where only
 * the content tells a layer from a configuration. Which layer it is, the reader finds by hashing.
 */
export async function* exportLayers(
  source: AsyncIterable<Buffer>,
  all: readonly ImageLayer[],
  wanted: readonly ImageLayer[],
): AsyncGenerator<LayerBlob> {
  const names = new Set(wanted.flatMap(digestsOf));
  const unwanted = new Set(all.flatMap(digestsOf).filter((digest) => !names.has(digest)));
  for await (const { entry, body } of ofEngine(readTar(source, limits))) {
    // The name of a blob only spares work: a layer that is passed over by a wrong name is missing, never mistaken.
    if (entry.type !== 'file' || entry.size === 0 || unwanted.has(blobDigest(entry.path))) continue;
    const stream = await layerStream(entry.path, ofEngine(body));
    if (stream !== undefined) yield { bytes: { kind: 'stream', stream } };
  }
}

/** The same stream, with a broken archive told as the engine's fault: entries and bodies break apart. */
async function* ofEngine<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    if (!(error instanceof TarError)) throw error;
    throw imageError('source-failed', `Docker engine: its export is no readable archive (${error.message})`, error);
  }
}

function digestsOf({ digest, diffId }: ImageLayer): string[] {
  return [digest, diffId].filter((text) => text !== undefined);
}

/** The digest that `blobs/sha256/HEX` names; empty for other paths. */
function blobDigest(path: string): string {
  const [, algorithm, hex] = /^(?:\.\/)?blobs\/(sha256|sha512)\/([0-9a-f]+)$/.exec(path) ?? [];
  return algorithm === undefined ? '' : `${algorithm}:${hex}`;
}

async function layerStream(path: string, body: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer> | undefined> {
  if (/^(?:\.\/)?[^/]+\/layer\.tar$/.test(path)) return body;
  if (blobDigest(path) === '') return undefined;
  const { head, stream } = await peek(body, headBytes);
  if (isTar(head) || sniffCompression(head) !== 'none') return stream;
  return undefined;
}

/** A tar begins with a header, or with zeros when it is empty; a manifest or configuration is JSON and has neither. */
function isTar(head: Buffer): boolean {
  return head.length === headBytes && (head.subarray(257, 262).toString('latin1') === 'ustar' || !looksLikeJson(head));
}

function looksLikeJson(head: Buffer): boolean {
  return /^\s*[{[]/.test(head.toString('latin1')) && !head.includes(0);
}
