import type { Bar, Plan } from './case.ts';
import type { Summary, Verdict } from './summary.ts';

export interface Row {
  name: string;
  summary: Summary;
  found: string;
}

/**
 * One case as text: a line for each side, then a line for each bar. The columns `÷` tell how many times as long as this
 * side our first side took, in wall and in CPU time.
 */
export function renderCase(rows: readonly Row[], verdicts: readonly Verdict[], valueUnit: Plan['valueUnit']): string {
  const [ours] = rows;
  const head = ['side', 'median', 'min–max', 'CPU', 'peak', '÷ wall', '÷ CPU', valueUnit ?? '', 'found'];
  const lines = rows.map(({ name, summary, found }) => [
    name,
    seconds(summary.wall),
    `${seconds(summary.least)}–${seconds(summary.most)}`,
    seconds(summary.cpu),
    megabytes(summary.peak),
    ratio(ours?.summary.wall, summary.wall),
    ratio(ours?.summary.cpu, summary.cpu),
    summary.value === undefined ? '' : plain(summary.value),
    found,
  ]);
  const bars = verdicts.map((verdict) => [
    outcome(verdict),
    describeBar(verdict.bar, valueUnit),
    verdict.figure === undefined ? reason(verdict.bar) : show(verdict.bar, verdict.figure, valueUnit),
  ]);
  return `${columns([head, ...lines])}${columns(bars)}`;
}

/** Cells in columns, two blanks apart; a column in which every cell is empty takes no room. */
export function columns(rows: readonly (readonly string[])[]): string {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => ({ cell, width: widths[at] ?? 0 }))
      .filter(({ width }) => width > 0)
      .map(({ cell, width }) => cell.padEnd(width))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `  ${line}\n`).join('');
}

export function outcome({ holds }: Verdict): 'holds' | 'missed' | 'not measured' {
  if (holds === undefined) return 'not measured';
  return holds ? 'holds' : 'missed';
}

function describeBar(bar: Bar, valueUnit: string | undefined): string {
  const sign = bar.bound === 'at most' ? '≤' : '≥';
  const limit = bar.relativeTo === undefined ? show(bar, bar.limit, valueUnit) : `${bar.limit} × ${bar.relativeTo}`;
  const what = { wall: 'wall', cpu: 'CPU', peak: 'peak memory', value: '' }[bar.figure];
  return `${bar.side}: ${what === '' ? '' : `${what} `}${sign} ${limit}${bar.notNegotiable === true ? ' (not negotiable)' : ''}`;
}

function reason({ relativeTo, needs }: Bar): string {
  return needs === undefined ? `${relativeTo ?? 'it'} was not run` : `${needs} is not set`;
}

function show(bar: Bar, figure: number, valueUnit: string | undefined): string {
  if (bar.relativeTo !== undefined) return figure.toFixed(2);
  if (bar.figure === 'peak') return megabytes(figure);
  return bar.figure === 'value' ? `${plain(figure)} ${valueUnit ?? ''}`.trimEnd() : seconds(figure);
}

/** Three digits are as much as such a figure can tell. */
function seconds(value: number): string {
  return `${value >= 10 ? value.toFixed(1) : value >= 1 ? value.toFixed(2) : value.toFixed(3)} s`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

function plain(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(2);
}

function ratio(ours: number | undefined, other: number): string {
  return ours === undefined || other === 0 ? '' : (ours / other).toFixed(2);
}
