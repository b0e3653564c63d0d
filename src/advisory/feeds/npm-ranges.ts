import { semver } from '../version/semver.ts';
import { type Interval, intersectionOf } from './version-intervals.ts';

const maxAlternatives = 100;

/**
 * The versions that an npm range holds (`^4.1.0 || 5.x || >=6.0.0 <6.2.0`); undefined when it is not understood.
 * Pre-releases count by their place, also where npm leaves them out. Source: npm's semver, "Ranges".
 */
export function npmRange(text: string): Interval[] | undefined {
  const alternatives = text.split('||');
  if (alternatives.length > maxAlternatives) return undefined;
  const intervals: Interval[] = [];
  for (const alternative of alternatives) {
    const comparators = alternative
      .trim()
      .replace(/([<>=^~])\s+/g, '$1')
      .split(/\s+/)
      .map(intervalOf);
    const known = comparators.filter((comparator) => comparator !== undefined);
    if (known.length < comparators.length) return undefined;
    const interval = intersectionOf(known, semver);
    if (interval !== undefined) intervals.push(interval);
  }
  return intervals;
}

/** The lowest semantic version above one: nothing lies between `1.2.3` and `1.2.4-0`, or `1.2.3-a` and `1.2.3-a.0`. */
export function nextVersion(version: string): string {
  const release = /^(\d+\.\d+\.)(\d{1,15})$/.exec(version);
  return release === null ? `${version}.0` : `${release[1]}${Number(release[2]) + 1}-0`;
}

/** A version of which the last numbers may be missing or `x`. */
interface Partial {
  numbers: number[];
  /** With zeros for what is missing. */
  lowest: string;
}

const comparator =
  /^(\^|~|[<>]=?|=)?v?(\d{1,9}|[xX*])(?:\.(\d{1,9}|[xX*])(?:\.(\d{1,9}|[xX*])(-[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?)?)?$/;

function intervalOf(text: string): Interval | undefined {
  const [all, operator = '=', ...parts] = comparator.exec(text) ?? [];
  if (all === undefined) return undefined;
  const version = partialOf(parts.slice(0, 3), parts[3] ?? '');
  if (version.numbers.length === 0) return operator === '=' ? {} : undefined;
  const { lowest, numbers } = version;
  const full = numbers.length === 3;
  const from = { version: lowest, after: false };
  const end = { version: endOf(numbers), after: false };
  switch (operator) {
    case '^':
      return { from, to: { version: caretEnd(numbers), after: false } };
    case '~':
      return { from, to: { version: endOf(numbers.slice(0, 2)), after: false } };
    case '>=':
      return { from };
    case '>':
      return { from: full ? { version: lowest, after: true } : end };
    case '<':
      return { to: full ? from : { version: `${lowest}-0`, after: false } };
    case '<=':
      return { to: full ? { version: lowest, after: true } : end };
    default:
      return { from, to: full ? { version: lowest, after: true } : end };
  }
}

function partialOf(parts: readonly (string | undefined)[], prerelease: string): Partial {
  const numbers: number[] = [];
  for (const part of parts) {
    if (part === undefined || !/^\d/.test(part)) break;
    numbers.push(Number(part));
  }
  const [major = 0, minor = 0, patch = 0] = numbers;
  return { numbers, lowest: `${major}.${minor}.${patch}${numbers.length === 3 ? prerelease : ''}` };
}

/** Before the first version that begins otherwise: `4`: 5.0.0, `4.2`: 4.3.0, with all their pre-releases. */
function endOf([major = 0, minor, patch]: readonly number[]): string {
  if (minor === undefined) return `${major + 1}.0.0-0`;
  return patch === undefined ? `${major}.${minor + 1}.0-0` : `${major}.${minor}.${patch + 1}-0`;
}

/** `^` keeps the leftmost number that is not zero. */
function caretEnd(numbers: readonly number[]): string {
  const first = numbers.findIndex((number) => number > 0);
  return endOf(numbers.slice(0, first < 0 ? numbers.length : first + 1));
}
