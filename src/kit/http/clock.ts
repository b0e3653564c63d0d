import { setTimeout as delay } from 'node:timers/promises';

/** Time and chance, passed in so that retries can be tested without waiting. */
export interface HttpClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Evenly distributed in [0, 1). */
  random(): number;
}

/** The real clock. */
export const systemClock: HttpClock = {
  now: () => Date.now(),
  random: () => Math.random(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
