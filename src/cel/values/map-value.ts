import { Failure, fail } from '../failure.ts';
import { Double, Uint, type Value } from './value.ts';

type Key = string | number | bigint | boolean;

/** A map that an expression made. Keys are bool, int, uint and string; numbers of equal value are the same key. */
export class MapValue {
  readonly #entries = new Map<Key, readonly [Value, Value]>();

  get size(): number {
    return this.#entries.size;
  }

  /** The entries, in the order in which they were added. */
  entries(): Iterable<readonly [Value, Value]> {
    return this.#entries.values();
  }

  /** The value of a key; undefined when there is none, and for what cannot be a key. */
  get(key: Value): Value | undefined {
    const normal = normalKey(key);
    return normal === undefined ? undefined : this.#entries.get(normal)?.[1];
  }

  /** Adds an entry while the map is being made. @throws Failure for a bad key or one that is there already */
  add(key: Value, value: Value): void {
    const normal = key instanceof Double ? undefined : normalKey(key);
    if (normal === undefined) fail('unsupported key type');
    if (this.#entries.has(normal)) {
      throw new Failure('evaluation', `insert failed: key ${String(normal)} already exists`);
    }
    this.#entries.set(normal, [key, value]);
  }
}

function normalKey(key: Value): Key | undefined {
  if (typeof key === 'string' || typeof key === 'number' || typeof key === 'boolean' || typeof key === 'bigint')
    return key;
  if (key instanceof Uint) return key.value <= 9007199254740991n ? Number(key.value) : key.value;
  if (!(key instanceof Double) || !Number.isInteger(key.value)) return undefined;
  return Number.isSafeInteger(key.value) ? key.value : BigInt(key.value);
}
