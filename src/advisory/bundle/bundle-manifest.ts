import { arrayOf, objectOf, textOf } from '../feeds/shape.ts';
import type { ShardInfo, ShardSource } from '../store/index-file.ts';
import { bundleError } from './bundle-error.ts';

/** What a bundle says about itself: its first member, and what is signed. */
export interface BundleManifest {
  /** RFC 3339, UTC. */
  created: string;
  expires: string;
  /** Grows from bundle to bundle of one key; a lower one than the installed is refused. */
  sequence: number;
  shards: Map<string, ShardInfo>;
}

/** The form of bundle that this Seawall writes and reads. */
const version = 1;
/** Names of the members; shards are `shards/` and their SHA-256. */
export const manifestName = 'seawall-bundle.json';
export const signatureName = 'seawall-bundle.sig';
export const maxManifestBytes = 16 * 1024 * 1024;
const maxShards = 10_000;
const maxShardBytes = 8 * 1024 ** 3;

export function formatManifest({ created, expires, sequence, shards }: BundleManifest): Buffer {
  return Buffer.from(JSON.stringify({ version, created, expires, sequence, shards: [...shards] }));
}

/** Reads a manifest whose signature has been verified. @throws SeawallError when it is of another version or malformed */
export function parseManifest(bytes: Buffer): BundleManifest {
  const raw = objectOf(parseJson(bytes));
  if (raw === undefined || typeof raw['version'] !== 'number') throw malformed();
  if (raw['version'] !== version) {
    throw bundleError('bundle-damaged', 'the bundle is of a newer Seawall: use that to import it');
  }
  const { created, expires, sequence, shards } = raw;
  if (!isTime(created) || !isTime(expires) || typeof sequence !== 'number' || !Number.isSafeInteger(sequence)) {
    throw malformed();
  }
  const list = arrayOf(shards);
  if (sequence < 0 || list.length > maxShards) throw malformed();
  return { created, expires, sequence, shards: new Map(list.map(shardOf)) };
}

function shardOf(item: unknown): [string, ShardInfo] {
  const [name, info] = arrayOf(item);
  const { file, bytes, sources } = objectOf(info) ?? {};
  if (typeof name !== 'string' || !/^[a-z0-9][\w.:+ -]{0,127}$/.test(name)) throw malformed();
  if (typeof file !== 'string' || !/^[0-9a-f]{64}$/.test(file)) throw malformed();
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 1 || bytes > maxShardBytes)
    throw malformed();
  return [name, { file, bytes, sources: arrayOf(sources).map(sourceOf) }];
}

function sourceOf(item: unknown): ShardSource {
  const raw = objectOf(item) ?? {};
  const name = textOf(raw['name']);
  const { imported, newest, records } = raw;
  if (name === undefined || !isTime(imported) || typeof records !== 'number' || !(records >= 0)) throw malformed();
  const date = textOf(newest, 40);
  return { name, imported, records, ...(date !== undefined && { newest: date }) };
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{8,16}Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function malformed() {
  return bundleError('bundle-damaged', 'the manifest of the bundle is malformed');
}
