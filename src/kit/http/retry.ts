import type { HttpClock } from './clock.ts';

/** How often and how long to try again. */
export interface RetryPolicy {
  /** Attempts in all, the first included. */
  attempts: number;
  /** Milliseconds before the second attempt; doubles each time. */
  baseMs: number;
  /** Longest wait in milliseconds, also for a server's own wish. */
  maxMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 5, baseMs: 500, maxMs: 60_000 };

/** Statuses that a later attempt may turn into success. */
const passing = new Set([429, 500, 502, 503, 504]);

export function isPassingStatus(status: number): boolean {
  return passing.has(status);
}

/** Errors that a later attempt may turn into success; a refused connection or a bad certificate is final. */
const passingErrors = new Set(['http-broken', 'http-timeout']);

export function isPassingError(code: string, cause: unknown): boolean {
  return passingErrors.has(code) || (cause instanceof Error && (cause as NodeJS.ErrnoException).code === 'EAI_AGAIN');
}

/**
 * Milliseconds to wait before attempt `attempt + 1`: the server's `Retry-After` where it sends one, else
 * exponential with jitter over the upper half, so that many clients do not come back together.
 */
export function retryDelay(
  policy: RetryPolicy,
  attempt: number,
  retryAfter: string | undefined,
  clock: HttpClock,
): number {
  const wished = retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, clock.now());
  if (wished !== undefined) return Math.min(wished, policy.maxMs);
  const full = Math.min(policy.baseMs * 2 ** (attempt - 1), policy.maxMs);
  return Math.round(full / 2 + (full / 2) * clock.random());
}

/** Milliseconds that a `Retry-After` header asks for: seconds or an HTTP date (RFC 9110, 10.2.3); undefined when malformed. */
export function parseRetryAfter(value: string, now: number): number | undefined {
  const text = value.trim();
  if (/^\d{1,9}(\.\d{1,3})?$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Z][a-z]{2}, /.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
