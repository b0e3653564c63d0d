import type { Finding, Package, ScanResult } from '#model';
import { chunked } from '../chunked.ts';
import type { RenderOptions } from '../render-options.ts';
import { shownFindings } from '../shown-findings.ts';
import { closing } from '../table/closing.ts';
import { fixOfGroup } from '../table/fix-of-group.ts';
import { groupBlock } from '../table/group-block.ts';
import { inventory } from '../table/inventory.ts';
import { opening } from '../table/opening.ts';
import { groupFindings, type PackageGroup } from '../table/package-groups.ts';
import { paintWith } from '../table/paint.ts';
import { upgrades, type FixableGroup } from '../table/upgrades.ts';

/** Narrower than this, columns hold nothing; wider, lines are hard to follow. */
const narrowest = 40;
const widest = 160;

/** A table for people: the worst package first, and at the end, where the cursor stops, what to do and the verdict. */
export function render(result: ScanResult, options: RenderOptions): Iterable<string> {
  const width = Math.min(Math.max(options.width, narrowest), widest);
  return chunked(withLineBreaks(lines(result, { ...options, width })));
}

function* withLineBreaks(text: Iterable<string>): Generator<string> {
  for (const line of text) yield `${line}\n`;
}

function* lines(result: ScanResult, options: RenderOptions): Generator<string> {
  const paint = paintWith(options.colour);
  const shown = shownFindings(result.findings, options);
  yield* opening(result, options.width, paint);
  if (result.findings.length === 0 && (result.data.sources.length === 0 || result.data.starter)) {
    yield '';
    yield* inventory(result.packages, options.width, paint);
  }
  const isBase = baseTest(result.packages);
  const groups = fixableGroups(result.findings, shown, options);
  for (const { group, fix } of groups) {
    yield '';
    yield* groupBlock(group, fix, { width: options.width, paint, base: isBase(group) });
  }
  yield* upgrades(groups, options.width, paint);
  yield* closing(result, shown.length, options, paint);
}

/** Groups of what is shown. What an upgrade fixes is told of everything found, or a filter would make it look complete. */
function fixableGroups(all: readonly Finding[], shown: readonly Finding[], options: RenderOptions): FixableGroup[] {
  const fixOf = (group: PackageGroup) => fixOfGroup(group, options.compareVersions);
  const groups = groupFindings(shown);
  if (shown.length === all.length) return groups.map((group) => ({ group, fix: fixOf(group) }));
  const whole = new Map(groupFindings(all).map((group) => [group.key, group]));
  return groups.map((group) => ({ group, fix: fixOf(whole.get(group.key) ?? group) }));
}

/** Tells which groups come from the base image: those of which every package does. */
function baseTest(packages: readonly Package[]): (group: PackageGroup) => boolean {
  const base = new Set<string>();
  const own = new Set<string>();
  for (const item of packages) (item.base === true ? base : own).add(item.purl);
  return ({ purls }) => purls.size > 0 && [...purls].every((purl) => base.has(purl) && !own.has(purl));
}
