import { printable, severities } from '#model';
import { messages } from '../messages.en.ts';
import { cut, displayWidth, pad } from './display-width.ts';
import type { GroupFix } from './fix-of-group.ts';
import type { PackageGroup } from './package-groups.ts';
import type { Paint } from './paint.ts';

/** A group with what its upgrade does. */
export interface FixableGroup {
  group: PackageGroup;
  fix: GroupFix;
}

const listed = 5;
/** Up to this many groups the list above says it at a glance. */
const glance = 3;

/** The upgrades that help most, in the order of the table: package, target, what it solves. */
export function* upgrades(groups: readonly FixableGroup[], width: number, paint: Paint): Generator<string> {
  const fixable = groups.filter(({ group, fix }) => fix.fixed > 0 && group.scope !== 'declared' && group.dev !== true);
  if (groups.length <= glance || fixable.length < 2) return;
  const first = fixable.slice(0, listed);
  const nameWidth = Math.min(Math.max(...first.map(({ group }) => displayWidth(printable(group.name)))), width >> 2);
  const targets = first.map(({ fix }) => (fix.target === undefined ? '' : messages.upgradeTo(printable(fix.target))));
  const targetWidth = Math.min(Math.max(...targets.map(displayWidth)), Math.floor(width * 0.35));
  yield '';
  yield paint.strong(messages.upgradeFirst);
  for (const [index, { group }] of first.entries()) {
    const name = pad(cut(printable(group.name), nameWidth), nameWidth);
    const target = pad(cut(targets[index] ?? '', targetWidth), targetWidth);
    const solved = solvedText(group, width - nameWidth - targetWidth - 6);
    yield `  ${paint.strong(name)}  ${paint.good(target)}  ${solved}`.trimEnd();
  }
  if (fixable.length > listed) yield `  ${messages.moreUpgrades(fixable.length - listed)}`;
}

function solvedText(group: PackageGroup, room: number): string {
  const counts = new Map<string, number>();
  for (const { finding } of group.rows.values()) {
    const { level } = finding.severity;
    if (finding.fix !== undefined) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  const present = severities.filter((level) => counts.has(level));
  const named = present.slice(0, 2).map((level) => messages.severityCount(level, counts.get(level) ?? 0));
  const rest = present.slice(2).reduce((sum, level) => sum + (counts.get(level) ?? 0), 0);
  return cut([...named, ...(rest === 0 ? [] : [messages.moreSolved(rest)])].join(', '), room);
}
