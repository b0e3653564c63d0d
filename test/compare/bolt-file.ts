import { readFileSync } from 'node:fs';

/** A bucket of a bbolt file: keys with either a value or a bucket inside. */
export interface BoltBucket {
  readonly values: ReadonlyMap<string, string>;
  readonly buckets: ReadonlyMap<string, () => BoltBucket>;
}

const headerBytes = 16;
const elementBytes = 16;
const magic = 0xed0cdaed;
const branchFlag = 1;
const leafFlag = 2;

/**
 * The root bucket of a bbolt database, which is what Trivy keeps its advisories in; read whole.
 * Source: go.etcd.io/bbolt, page.go, bucket.go and meta.
 * @throws Error when it is none
 */
export function readBoltFile(path: string): BoltBucket {
  const bytes = readFileSync(path);
  const pageSize = bytes.readUInt32LE(headerBytes + 8);
  // The two first pages are meta pages: the one with the later transaction is in force.
  const metas = [0, pageSize].filter((at) => bytes.readUInt32LE(at + headerBytes) === magic);
  const transaction = (at: number) => bytes.readBigUInt64LE(at + headerBytes + 48);
  const [meta] = metas.toSorted((a, b) => (transaction(a) > transaction(b) ? -1 : 1));
  if (meta === undefined) throw new Error(`${path} is no bbolt file`);
  return readBucket({ bytes, pageSize }, Number(bytes.readBigUInt64LE(meta + headerBytes + 16)) * pageSize);
}

interface BoltBytes {
  bytes: Buffer;
  pageSize: number;
}

function readBucket(file: BoltBytes, page: number): BoltBucket {
  const bucket = { values: new Map<string, string>(), buckets: new Map<string, () => BoltBucket>() };
  readPage(file, page, bucket);
  return bucket;
}

function readPage(
  file: BoltBytes,
  page: number,
  into: { values: Map<string, string>; buckets: Map<string, () => BoltBucket> },
): void {
  const { bytes, pageSize } = file;
  const flags = bytes.readUInt16LE(page + 8);
  const count = bytes.readUInt16LE(page + 10);
  for (let index = 0; index < count; index++) {
    const at = page + headerBytes + index * elementBytes;
    if ((flags & branchFlag) !== 0) {
      readPage(file, Number(bytes.readBigUInt64LE(at + 8)) * pageSize, into);
    } else if ((flags & leafFlag) !== 0) {
      const start = at + bytes.readUInt32LE(at + 4);
      const middle = start + bytes.readUInt32LE(at + 8);
      const key = bytes.toString('utf8', start, middle);
      if ((bytes.readUInt32LE(at) & 1) === 0) {
        into.values.set(key, bytes.toString('utf8', middle, middle + bytes.readUInt32LE(at + 12)));
      } else {
        const root = Number(bytes.readBigUInt64LE(middle)) * pageSize;
        // A small bucket lies in its own value, after its header.
        into.buckets.set(key, () => readBucket(file, root === 0 ? middle + 16 : root));
      }
    } else throw new Error(`page at ${page} is neither branch nor leaf`);
  }
}
