import type { FindingPackage, NeededRange } from '#model';
import { rangeAllows } from './range-allows.ts';

/** A package that shall be raised, and how it came in. */
export interface Raised {
  shown: FindingPackage;
  /** The dependencies that brought it, the direct one first; absent for a direct one, and where nothing tells. */
  brought?: readonly string[];
  /** The ranges that it is needed in, where all are known. */
  neededIn?: readonly NeededRange[];
}

/** More of them than this are only counted. */
const maxNamed = 3;

/**
 * What to do about a package, in one sentence or two. What somebody else's package brought in is raised by a new lock file
 * where all who need it allow the fixed version, else by a new release of those that do not.
 */
export function fixAdvice(raised: Raised, fixed: string): string {
  const { shown, brought, neededIn } = raised;
  if (brought === undefined) return `Upgrade ${shown.name} to ${fixed} or newer.`;
  const blocking = blockingRanges(shown, neededIn ?? [], fixed);
  if (neededIn === undefined || blocking === undefined) return raiseDirect(shown, brought, fixed);
  return blocking.length === 0 ? refresh(shown, neededIn, fixed) : raiseBlocking(shown, blocking, fixed);
}

/**
 * The ranges that leave out the fixed version; undefined when that cannot be told. A range that does not even hold the
 * locked version is not what was asked for: the project overrides it.
 */
function blockingRanges(
  { type, version }: FindingPackage,
  ranges: readonly NeededRange[],
  fixed: string,
): NeededRange[] | undefined {
  const blocking: NeededRange[] = [];
  for (const needed of ranges) {
    const allowed = rangeAllows(type, needed.range, fixed);
    if (allowed === undefined || rangeAllows(type, needed.range, version) !== true) return undefined;
    if (!allowed) blocking.push(needed);
  }
  return blocking;
}

function raiseDirect({ name }: FindingPackage, brought: readonly string[], fixed: string): string {
  const [direct = '', ...between] = brought;
  const through = between.length === 0 ? '' : ` through ${between.join(' > ')}`;
  return `Upgrade ${direct}, which brings ${name}${through}, to a release that needs ${name} ${fixed} or newer.`;
}

function refresh(shown: FindingPackage, neededIn: readonly NeededRange[], fixed: string): string {
  const needs = listed(neededIn.map(({ by, range }) => `${by} needs ${shown.name} ${range}`));
  const command = refreshCommand(shown);
  const how = command === undefined ? '' : `: ${command}`;
  return `Refresh the lock file${how}. ${needs}, ${neededIn.length === 1 ? 'which allows' : 'all of which allow'} ${fixed}.`;
}

function raiseBlocking({ name }: FindingPackage, blocking: readonly NeededRange[], fixed: string): string {
  const direct = listed([...new Set(blocking.map(({ by, direct = by }) => direct))]);
  const needs = listed(blocking.map((needed) => `${needed.by}${broughtBy(needed)} needs ${name} ${needed.range}`));
  return `Upgrade ${direct} to a release that allows ${name} ${fixed} or newer: ${needs}.`;
}

function broughtBy({ direct }: NeededRange): string {
  return direct === undefined ? '' : `, brought by ${direct},`;
}

function listed(texts: readonly string[]): string {
  const more = texts.length - maxNamed;
  const [last = '', ...others] = [...texts.slice(0, maxNamed), ...(more > 0 ? [`${more} more`] : [])].toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}

/** What locks a package anew within the ranges, by the analyser that read the lock file. */
const commands: Readonly<Record<string, (name: string) => string>> = {
  'npm-lock': (name) => `npm update ${name}`,
  'yarn-lock-berry': (name) => `yarn up -R ${name}`,
  'gemfile-lock': (name) => `bundle update ${name} --conservative`,
};

/** None for names that are more than a name to a shell. */
function refreshCommand({ name, locations }: FindingPackage): string | undefined {
  const how = locations.find((location) => Object.hasOwn(commands, location.how))?.how ?? '';
  return /^@?\w[\w./-]*$/.test(name) ? commands[how]?.(name) : undefined;
}
