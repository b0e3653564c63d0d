import { FactsCache } from '#store';

/**
 * The facts cache as a scan uses it. A cache that fails (full disk, damaged file, locked by another process) is switched
 * off for the rest of the scan and named in `trouble`: it never fails a scan.
 */
export class ScanCache {
  #cache: FactsCache | undefined;
  /** Why the cache was switched off, one sentence. */
  trouble: string | undefined;

  /** Opens the cache in `folder`; `now` in ms since 1970, UTC. */
  constructor(folder: string, now: number) {
    try {
      this.#cache = FactsCache.open(folder, now);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** See `FactsCache`; nothing is known while the cache is off. */
  facts(digest: string, key: string): string | undefined {
    return this.#attempt((cache) => cache.facts(digest, key));
  }

  keep(digest: string, key: string, facts: string): void {
    this.#attempt((cache) => cache.keep(digest, key, facts));
  }

  verifiedDigest(identity: string): string | undefined {
    return this.#attempt((cache) => cache.verifiedDigest(identity));
  }

  rememberDigest(identity: string, digest: string): void {
    this.#attempt((cache) => cache.rememberDigest(identity, digest));
  }

  sweep(): void {
    this.#attempt((cache) => cache.sweep());
  }

  close(): void {
    this.#attempt((cache) => cache.close());
    this.#cache = undefined;
  }

  #attempt<Result>(work: (cache: FactsCache) => Result): Result | undefined {
    if (this.#cache === undefined) return undefined;
    try {
      return work(this.#cache);
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  #fail(error: unknown): void {
    this.trouble = `The cache of layer facts cannot be used: ${error instanceof Error ? error.message : String(error)}.`;
    this.#cache = undefined;
  }
}
