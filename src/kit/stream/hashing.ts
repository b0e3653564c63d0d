import { createHash } from 'node:crypto';

/** A stream with the digest of its bytes. */
export interface HashedStream {
  stream: AsyncIterable<Buffer>;
  /**
   * Lower-case hexadecimal digest of the whole stream.
   * @throws Error when the stream has not been read to its end: a digest of a part proves nothing
   */
  digest: () => string;
}

/** A stream that is hashed while it passes. */
export interface Hashing extends HashedStream {
  /** Bytes that have passed. */
  length(): number;
}

/** Hashes a stream as it is read; `algorithm` as `node:crypto` names it (`sha256`). */
export function hashing(source: AsyncIterable<Buffer>, algorithm: 'sha256' | 'sha512'): Hashing {
  const hash = createHash(algorithm);
  let length = 0;
  let digest: string | undefined;
  async function* pass(): AsyncGenerator<Buffer, void, void> {
    for await (const chunk of source) {
      hash.update(chunk);
      length += chunk.length;
      yield chunk;
    }
    digest = hash.digest('hex');
  }
  return {
    stream: pass(),
    length: () => length,
    digest: () => {
      if (digest === undefined) throw new Error('digest of a stream that was not read to its end');
      return digest;
    },
  };
}
