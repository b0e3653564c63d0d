import { describe, expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import { parseRetryAfter, retryDelay } from './retry.ts';

const now = Date.parse('2026-01-02T03:04:05Z');
const policy = { attempts: 5, baseMs: 500, maxMs: 10_000 };

function clock(random: number) {
  return { ...systemClock, now: () => now, random: () => random };
}

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['7', 7000],
    [' 2 ', 2000],
    ['1.5', 1500],
    ['Fri, 02 Jan 2026 03:04:15 GMT', 10_000],
    ['Fri, 02 Jan 2026 03:00:00 GMT', 0],
  ])('%j asks for %d ms', (value, expected) => expect(parseRetryAfter(value, now)).toBe(expected));

  test.each(['', '-1', 'soon', '1e9', '2026-01-02', 'Fri, nonsense', '99999999999999'])(
    '%j asks for nothing',
    (value) => {
      expect(parseRetryAfter(value, now)).toBeUndefined();
    },
  );
});

describe('the wait before another attempt', () => {
  test('doubles, with jitter over its upper half', () => {
    expect([1, 2, 3].map((attempt) => retryDelay(policy, attempt, undefined, clock(0)))).toEqual([250, 500, 1000]);
    expect([1, 2, 3].map((attempt) => retryDelay(policy, attempt, undefined, clock(1)))).toEqual([500, 1000, 2000]);
  });
  test('has an upper bound, also in numbers of attempts that no one makes', () => {
    expect(retryDelay(policy, 20, undefined, clock(1))).toBe(10_000);
    expect(retryDelay(policy, 5000, undefined, clock(1))).toBe(10_000);
  });
  test('is what the server wishes, up to the bound', () => {
    expect(retryDelay(policy, 1, '3', clock(0))).toBe(3000);
    expect(retryDelay(policy, 1, '3600', clock(0))).toBe(10_000);
    expect(retryDelay(policy, 1, 'nonsense', clock(1))).toBe(500);
  });
});

describe('the real clock', () => {
  test('sleeps, and wakes with the reason when aborted', async () => {
    await systemClock.sleep(1);
    const controller = new AbortController();
    const slept = systemClock.sleep(60_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(slept).rejects.toThrow('enough');
    expect(systemClock.random()).toBeLessThan(1);
    expect(systemClock.now()).toBeGreaterThan(now);
  });
});
