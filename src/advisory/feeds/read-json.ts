import { SeawallError } from '#model';

/**
 * Reads a whole, small JSON file.
 * @throws SeawallError when it is larger than `maxBytes` or not JSON
 */
export async function readJson(chunks: AsyncIterable<Buffer>, maxBytes: number): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) throw new SeawallError('feed-too-large', 'usage', `larger than ${maxBytes} bytes`);
    parts.push(chunk);
  }
  const text = (parts.length === 1 ? parts[0] : Buffer.concat(parts, size))?.toString('utf8') ?? '';
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SeawallError('malformed-feed', 'usage', 'not well-formed JSON', { cause });
  }
}
