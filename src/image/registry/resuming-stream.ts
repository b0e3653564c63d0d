import type { HttpClock, HttpResponse } from '#kit/http';
import { SeawallError } from '#model';
import { imageError } from '../image-error.ts';

/** Attempts in a row that bring nothing, and attempts in all, before it is given up. */
const maxBarren = 5;
const maxAttempts = 100;

/**
 * Streams `size` bytes that `open` gives from a `Range` on, and goes on after a connection that broke off or ended
 * early. The bytes are one continuous stream: a server without ranges is read again from the start, skipping.
 * @throws SeawallError when no further bytes come, or more than `size` do
 */
export async function* resumingStream(
  open: (headers: Record<string, string>) => Promise<HttpResponse>,
  size: number,
  what: string,
  clock: HttpClock,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  let offset = 0;
  let barren = 0;
  let failure: unknown;
  for (let attempt = 1; offset < size; attempt += 1) {
    if (attempt > maxAttempts || barren > maxBarren) throw gaveUp(what, offset, size, failure);
    if (barren > 0) await clock.sleep(500 * 2 ** (barren - 1), signal);
    const before = offset;
    try {
      const response = await open(offset === 0 ? {} : { Range: `bytes=${offset}-` });
      let skip = toSkip(response, offset, what);
      for await (const chunk of response.body()) {
        const fresh = chunk.subarray(Math.min(skip, chunk.length));
        skip -= chunk.length - fresh.length;
        if (offset + fresh.length > size) throw tooLong(what, size);
        offset += fresh.length;
        if (fresh.length > 0) yield fresh;
      }
    } catch (error) {
      if (!isPassing(error)) throw error;
      failure = error;
    }
    barren = offset > before ? 1 : barren + 1;
  }
}

/** How much of a response was had before. */
function toSkip(response: HttpResponse, offset: number, what: string): number {
  if (response.status !== 206) return offset;
  const [, start] = /^bytes (\d{1,15})-/.exec(response.headers.get('content-range') ?? '') ?? [];
  if (Number(start) === offset) return 0;
  response.discard();
  throw imageError('source-failed', `${what}: the registry sent another range than was asked for`);
}

function isPassing(error: unknown): boolean {
  return error instanceof SeawallError && (error.code === 'http-broken' || error.code === 'http-timeout');
}

function tooLong(what: string, size: number): SeawallError {
  return imageError('digest-mismatch', `${what} is longer than the ${size} bytes of its manifest: fetch it again`);
}

function gaveUp(what: string, offset: number, size: number, cause: unknown): SeawallError {
  return imageError(
    'source-failed',
    `${what} broke off after ${offset} of ${size} bytes, several times; try again later`,
    cause,
  );
}
