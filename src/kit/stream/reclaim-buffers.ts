import { collectGarbage } from './collect-garbage.ts';

/**
 * Between two collections: of the young generation some thirty of the decoder's buffers, which is less than it takes V8 to
 * notice them.
 */
const every = { minor: 8 * 1024 * 1024, major: 64 * 1024 * 1024 } as const;

/**
 * Counts what has passed of a stream and has the young generation collected now and then. V8 sees a buffer as the small
 * object that owns it and lets 60 MB of them pile up in each thread: measured on a 1.4 GB image, 178 MB resident instead of
 * 225 MB at the same CPU time.
 * @param generation `major` for what lives until it is parsed, and so leaves the young generation before it is garbage
 * @returns to be called with the length of each chunk, in bytes
 */
export function bufferReclaimer(
  generation: 'minor' | 'major' = 'minor',
  collect = collectGarbage,
): (bytes: number) => void {
  let left: number = every[generation];
  return (bytes) => {
    left -= bytes;
    if (left > 0) return;
    left = every[generation];
    collect(generation);
  };
}
