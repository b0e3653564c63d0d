import { SeawallError } from '#model';

/**
 * Reads a whole, small file.
 * @throws SeawallError when it is larger than `maxBytes`
 */
export async function readBytes(chunks: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) throw new SeawallError('feed-too-large', 'usage', `larger than ${maxBytes} bytes`);
    parts.push(chunk);
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts, size);
}

/**
 * Reads a whole, small JSON file.
 * @throws SeawallError when it is larger than `maxBytes` or not JSON
 */
export async function readJson(chunks: AsyncIterable<Buffer>, maxBytes: number): Promise<unknown> {
  const text = (await readBytes(chunks, maxBytes)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SeawallError('malformed-feed', 'usage', 'not well-formed JSON', { cause });
  }
}
