import { isOperatingSystemType, printable, severities, type Finding, type LayerReference } from '#model';
import { messages } from '../messages.en.ts';
import { buildStep } from './build-step.ts';
import { cut, displayWidth, pad, wrap } from './display-width.ts';
import type { GroupFix } from './fix-of-group.ts';
import { findingRows, levelWidth, type RowCells } from './finding-rows.ts';
import { layersOf, sortedRows, type GroupRow, type PackageGroup } from './package-groups.ts';
import type { Paint } from './paint.ts';

const indent = '  ';
/** Operating system packages are found in the one database: its path says nothing. */

/** What a block is drawn with. */
export interface BlockStyle {
  width: number;
  paint: Paint;
  /** Whether the group comes from the base image. */
  base: boolean;
}

/** The lines of one group: what it is and what to upgrade to, where it comes from, a row for each finding. */
export function* groupBlock(group: PackageGroup, fix: GroupFix, style: BlockStyle): Generator<string> {
  yield* headLines(group, fix, style);
  yield* originLines(group, style);
  const rows = sortedRows(group);
  const cells = rows.filter((row) => !isBackground(row)).map((row) => rowCells(row, group, fix));
  yield* findingRows(cells, style.width, style.paint);
  yield* backgroundLines(rows.filter(isBackground), style);
}

function* headLines(group: PackageGroup, fix: GroupFix, { width, paint }: BlockStyle): Generator<string> {
  const name = printable(group.name);
  const version = printable(group.version ?? '');
  const upgrade = group.type === undefined ? '' : upgradeText(fix);
  const marks = [
    ...(group.scope === 'declared' ? [messages.declared] : []),
    ...(group.dev === true ? [messages.development] : []),
  ].join(', ');
  const style = fix.fixed > 0 ? paint.good : paint.faint;
  const parts: [text: string, style: (text: string) => string][] = [
    [version === '' ? name : `${name} ${version}`, paint.strong],
    [upgrade, style],
    [marks, paint.warning],
  ];
  const present = parts.filter(([text]) => text !== '');
  if (displayWidth(present.map(([text]) => text).join(indent)) <= width) {
    yield present.map(([text, painted]) => painted(text)).join(indent);
    return;
  }
  for (const [index, [text, painted]] of present.entries()) {
    const start = index === 0 ? '' : indent;
    for (const line of wrap(text, width - start.length)) yield start + painted(line);
  }
}

function upgradeText({ target, fixed, all }: GroupFix): string {
  if (fixed === 0) return messages.noFix;
  if (target === undefined) return messages.someFixed(fixed, all);
  return `${messages.upgradeTo(printable(target))} ${messages.fixes(fixed, all)}`.trimEnd();
}

/** The binary packages and the layer with its build step on one line, then the path where it says something. */
function* originLines(group: PackageGroup, { width, paint, base }: BlockStyle): Generator<string> {
  const room = width - indent.length;
  const members = [...group.members].map(printable).toSorted();
  const named = members.length === 1 && members[0] === printable(group.name) ? [] : members;
  const [layer, ...others] = layersOf(group);
  const more = others.length === 0 ? '' : messages.moreLayers(others.length);
  const origin = layer === undefined ? '' : layerText(layer, base);
  // Names give way to the layer only when they would take more than half of the line from it.
  const names = cut(named.join(', '), Math.max(room >> 1, room - displayWidth(origin + more) - 3));
  const line = [names, origin].filter((part) => part !== '').join(' · ');
  if (line !== '') yield paint.faint(indent + cut(line, room - displayWidth(more)) + more);

  if (group.type === undefined || isOperatingSystemType(group.type)) return;
  const [first, ...places] = new Set([...group.places.values()].map(({ path }) => path));
  if (first === undefined) return;
  const rest = places.length === 0 ? '' : messages.morePlaces(places.length);
  for (const line of wrap(printable(first) + rest, room)) yield paint.faint(indent + line);
}

function layerText({ index, createdBy }: LayerReference, base: boolean): string {
  const step = createdBy === undefined ? '' : `: ${buildStep(createdBy)}`;
  return (base ? messages.baseLayer(index) : messages.layer(index)) + step;
}

function rowCells({ finding, members }: GroupRow, group: PackageGroup, { target, uniform }: GroupFix): RowCells {
  const { ruleId, severity, fix, status, title, kind } = finding;
  const words = printable(title.slice(0, 1000).replaceAll(/\s+/g, ' ').trim());
  const alike = members.size === group.members.size;
  const state = kind === 'vulnerability' ? messages.status[fix === undefined ? status : 'fixed'] : '';
  return {
    level: severity.level,
    id: printable(ruleId),
    // The head names the version already where it is the same for all.
    fix: fix === undefined || (uniform && fix.version === target) ? state : printable(fix.version),
    fixed: fix !== undefined,
    title: marks(finding) + (alike ? words : `${messages.only([...members].map(printable).join(', '))} ${words}`),
  };
}

/** A score below this says that nobody is about to. */
const likely = 0.1;

function marks({ exploited, exploits, epss }: Finding): string {
  if (exploited !== undefined) return `${messages.exploited} `;
  if (exploits !== undefined) return `${messages.exploit} `;
  return epss === undefined || epss.score < likely ? '' : `${messages.epss(epss.score)} `;
}

/** What has no fix and is negligible, or has no title: a line each would only repeat the head, so ids stand together. */
function isBackground({ finding }: GroupRow): boolean {
  const { kind, fix, status, severity, title, exploited, exploits } = finding;
  if (exploited !== undefined || exploits !== undefined || kind !== 'vulnerability' || fix !== undefined) return false;
  return severity.level === 'negligible' || (title === '' && status === 'affected');
}

/** Unknown stands before negligible: no severity does not mean harmless. */
const backgroundLevels = severities.toSorted((a, b) => Number(a === 'negligible') - Number(b === 'negligible'));

function* backgroundLines(rows: readonly GroupRow[], { width, paint }: BlockStyle): Generator<string> {
  for (const level of backgroundLevels) {
    const ofLevel = rows.filter(({ finding }) => finding.severity.level === level);
    if (ofLevel.length === 0) continue;
    const ids = ofLevel.map(({ finding }) => printable(finding.ruleId)).join(', ');
    const start = levelWidth + 2 * indent.length;
    for (const [index, line] of wrap(ids, width - start).entries()) {
      const label = pad(index === 0 ? messages.severity[level] : '', levelWidth);
      yield indent + paint.level(level, label) + indent + (level === 'negligible' ? paint.faint(line) : line);
    }
  }
}
