import { severities, type SeverityLevel } from '#model';
import { messages } from '../messages.en.ts';
import { cut, displayWidth, pad, wrap } from './display-width.ts';
import type { Paint } from './paint.ts';

/** One finding as the texts of its cells, printable. */
export interface RowCells {
  level: SeverityLevel;
  id: string;
  /** The version that has the fix, or how it stands with one. */
  fix: string;
  fixed: boolean;
  title: string;
}

const gap = '  ';
/** Wide enough for every severity, so that ids stand in one column down the whole table. */
export const levelWidth = Math.max(...severities.map((level) => displayWidth(messages.severity[level])));
/** Less room than this for a title says nothing. */
const leastTitle = 12;

/**
 * Rows of one block: severity, id, fix, title. Ids and versions are never cut, because people copy them:
 * they are broken over lines where they must be. The title has the lines that these need.
 */
export function* findingRows(rows: readonly RowCells[], width: number, paint: Paint): Generator<string> {
  const idWidth = columnWidth(rows, ({ id }) => id, Math.min(Math.max(19, width * 0.22), width * 0.4));
  const left = width - levelWidth - idWidth - 3 * gap.length;
  const fixWidth = columnWidth(rows, ({ fix }) => fix, Math.min(Math.max(21, width * 0.25), left));
  const used = [levelWidth, idWidth, ...(fixWidth === 0 ? [] : [fixWidth])];
  const room = width - used.reduce((sum, column) => sum + column + gap.length, gap.length);
  for (const { level, id, fix, fixed, title } of rows) {
    const ids = wrap(id, idWidth);
    const fixes = fixWidth === 0 ? [] : wrap(fix, fixWidth);
    const height = Math.max(ids.length, fixes.length);
    const titles = room < leastTitle ? [] : titleLines(title, room, height);
    for (let line = 0; line < height; line += 1) {
      const cells = [
        paint.level(level, pad(line === 0 ? messages.severity[level] : '', levelWidth)),
        pad(ids[line] ?? '', idWidth),
      ];
      if (fixWidth > 0) cells.push((fixed ? paint.good : paint.faint)(pad(fixes[line] ?? '', fixWidth)));
      yield (gap + [...cells, titles[line] ?? ''].join(gap)).trimEnd();
    }
  }
}

function columnWidth(rows: readonly RowCells[], cell: (row: RowCells) => string, most: number): number {
  let width = 0;
  for (const row of rows) width = Math.max(width, displayWidth(cell(row)));
  return Math.min(width, Math.floor(most));
}

function titleLines(title: string, width: number, height: number): string[] {
  if (height === 1) return [cut(title, width)];
  const lines = wrap(title, width);
  if (lines.length <= height) return lines;
  return [...lines.slice(0, height - 1), cut(lines.slice(height - 1).join(' '), width)];
}
