import { createHash } from 'node:crypto';
import type { Matched } from './match-inventory.ts';
import type { ScanCache } from './scan-cache.ts';

/** Raised whenever the same inventory and the same data would match to something else. */
const matchedKey = 'matched@1';

/** What decides about a match beside the inventory. */
export interface MatchBasis {
  /** Names the state of the vulnerability data: see `databaseState`. */
  database: string;
  declared: boolean;
  /** When the image was made: data that end before are said to be stale. */
  created: string | undefined;
}

/**
 * What the vulnerability data said of an image, for as long as neither changed: half the time of a rescan.
 * One answer for each image, the last one. Answers that rest on starter data are not kept: those come with the program,
 * and no state of the database tells which ones they were.
 */
export class MatchCache {
  readonly #cache: ScanCache;
  readonly #image: string;
  readonly #basis: string;

  /** @param image names the proven layers: `Inventory.provenAs` */
  constructor(cache: ScanCache, image: string, { database, declared, created }: MatchBasis) {
    this.#cache = cache;
    this.#image = image;
    this.#basis = createHash('sha256')
      .update(JSON.stringify([database, declared, created]))
      .digest('hex');
  }

  find(): Matched | undefined {
    const text = this.#cache.facts(this.#image, matchedKey);
    if (text?.startsWith(`${this.#basis}\n`) !== true) return undefined;
    return JSON.parse(text.slice(this.#basis.length + 1)) as Matched;
  }

  keep(matched: Matched): void {
    if (matched.data.starter) return;
    this.#cache.keep(this.#image, matchedKey, `${this.#basis}\n${JSON.stringify(matched)}`);
  }
}
