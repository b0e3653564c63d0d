import type { RandomAccess } from './random-access.ts';

/** How far apart windows begin: enough that reading costs little, and not more than stays in a core's cache. */
export const windowBytes = 256 * 1024;

/** Some of the bytes of a content, and where they stand in it. */
interface Window {
  bytes: Buffer;
  from: number;
}

/**
 * A content from its beginning to its end, in windows that begin `before` bytes early and end `after` bytes late where there
 * are as many. All share one buffer, since a fresh one for each takes as long as the reading: a window is valid until the next
 * is asked for.
 */
export function* windowsOf(content: RandomAccess, { before = 0, after = 0 } = {}): Generator<Window, void, void> {
  let shared: Buffer | undefined;
  const place = () => (shared ??= Buffer.allocUnsafeSlow(Math.min(content.size, before + windowBytes + after)));
  for (let start = 0; start < content.size; start += windowBytes) {
    const from = Math.max(0, start - before);
    const end = Math.min(content.size, start + windowBytes + after);
    yield { bytes: content.read(from, end - from, place), from };
  }
}
