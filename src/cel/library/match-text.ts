import { compileRegex, RegexError, type Regex } from '#kit/regex';
import { exceed, fail } from '../failure.ts';

/** Compiled patterns, the latest last: policies match few patterns against many texts. */
const cache = new Map<string, Regex>();
const cacheSize = 200;
const maxSteps = 50_000_000;

/** Whether a text contains a match of a pattern in RE2's syntax. @throws Failure for a bad pattern */
export function matchText(text: string, pattern: string): boolean {
  return withRegex(pattern, (regex) => regex.test(text));
}

/** Refuses a pattern that is none, as Kubernetes does with constant ones before evaluation. @throws Failure */
export function wantPattern(pattern: string): void {
  withRegex(pattern, () => true);
}

/** Applies a step to a compiled pattern, with the engine's errors as failures. */
export function withRegex<T>(pattern: string, step: (regex: Regex) => T): T {
  try {
    return step(regexOf(pattern));
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    return error.code === 'limits-exceeded' ? exceed(error.message) : fail(`invalid pattern: ${error.message}`);
  }
}

function regexOf(pattern: string): Regex {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const regex = compileRegex(pattern, { maxMemory: 1 << 20, maxSteps });
  const [oldest] = cache.keys();
  if (cache.size >= cacheSize && oldest !== undefined) cache.delete(oldest);
  cache.set(pattern, regex);
  return regex;
}
