import { expect, test } from 'vitest';
import type { Bar } from './case.ts';
import { judge, type Summary } from './summary.ts';
import { columns, outcome, renderCase, type Row } from './table.ts';

const summary = (wall: number, more: Partial<Summary> = {}): Summary => ({
  wall,
  least: wall * 0.9,
  most: wall * 1.5,
  cpu: wall * 2,
  peak: 123_456_789,
  ...more,
});
const rows: Row[] = [
  { name: 'seawall cold', summary: summary(0.5), found: '116 packages' },
  { name: 'trivy cold', summary: summary(20), found: '' },
];
const relative: Bar = {
  side: 'seawall cold',
  figure: 'wall',
  limit: 0.5,
  bound: 'at most',
  relativeTo: 'trivy cold',
};

function render(bars: readonly Bar[], { unit, sides = rows }: { unit?: string; sides?: Row[] } = {}): string[] {
  const summaries = new Map(sides.map((row) => [row.name, row.summary]));
  const verdicts = bars.map((bar) => judge(bar, summaries));
  return renderCase(sides, verdicts, unit).split('\n');
}

test('every side has a line with its figures and how many times as long ours took', () => {
  expect(render([])).toEqual([
    '  side          median   min–max          CPU     peak    ÷ wall  ÷ CPU  found',
    '  seawall cold  0.500 s  0.450 s–0.750 s  1.00 s  123 MB  1.00    1.00   116 packages',
    '  trivy cold    20.0 s   18.0 s–30.0 s    40.0 s  123 MB  0.03    0.03',
    '',
  ]);
});

test('every bar has a line with what was asked, what was measured and whether it holds', () => {
  const peak: Bar = { side: 'seawall cold', figure: 'peak', limit: 100e6, bound: 'at most', notNegotiable: true };
  expect(render([relative, peak]).slice(3)).toEqual([
    '  holds   seawall cold: wall ≤ 0.5 × trivy cold                0.03',
    '  missed  seawall cold: peak memory ≤ 100 MB (not negotiable)  123 MB',
    '',
  ]);
});

test('a bar without its peer names the variable that would bring it, and never holds', () => {
  expect(render([{ ...relative, relativeTo: 'syft', needs: 'BENCH_SYFT' }])[3]).toBe(
    '  not measured  seawall cold: wall ≤ 0.5 × syft  BENCH_SYFT is not set',
  );
  expect(render([{ ...relative, relativeTo: 'gunzip' }])[3]).toBe(
    '  not measured  seawall cold: wall ≤ 0.5 × gunzip  gunzip was not run',
  );
});

test("a case's own figure has a column and a unit", () => {
  const sides = [{ name: 'seawall', summary: summary(2, { value: 1234.5 }), found: '' }];
  const bar: Bar = { side: 'seawall', figure: 'value', limit: 1000, bound: 'at least' };
  const lines = render([bar], { unit: 'lists/s', sides });
  expect(lines[0]).toMatch(/÷ CPU {2}lists\/s/);
  expect(lines[1]).toMatch(/1\.00 {3}1235$/);
  expect(lines[2]).toBe('  holds  seawall: ≥ 1000 lists/s  1235 lists/s');
});

test('columns are as wide as their widest cell, and empty ones take no room', () => {
  expect(
    columns([
      ['a', '', 'long'],
      ['wide', '', 'b'],
    ]),
  ).toBe('  a     long\n  wide  b\n');
  expect(columns([])).toBe('');
});

test('a verdict without a figure is not measured', () => {
  expect(outcome({ bar: relative })).toBe('not measured');
  expect(outcome({ bar: relative, figure: 1, holds: true })).toBe('holds');
  expect(outcome({ bar: relative, figure: 1, holds: false })).toBe('missed');
});
