import { describe, expect, test } from 'vitest';
import type { Bar } from './case.ts';
import { judge, median, summarise, type Summary } from './summary.ts';

describe('the median', () => {
  test('is the middle one, whatever the order', () => expect(median([3, 100, 1])).toBe(3));
  test('of an even number lies between the two in the middle', () => expect(median([4, 1, 2, 100])).toBe(3));
  test('of one is that one', () => expect(median([7])).toBe(7));
  test('sorts as numbers, not as text', () => expect(median([10, 9, 100])).toBe(10));
  test('of nothing is an error', () => expect(() => median([])).toThrow(RangeError));
  test('leaves its input as it is', () => {
    const numbers = [3, 1, 2];
    median(numbers);
    expect(numbers).toEqual([3, 1, 2]);
  });
});

describe('a summary', () => {
  const samples = [
    { wall: 3, cpu: 1, peak: 10 },
    { wall: 1, cpu: 5, peak: 30 },
    { wall: 2, cpu: 3, peak: 20 },
  ];

  test('has medians of the times, the spread of wall time and the worst peak', () => {
    expect(summarise(samples)).toEqual({ wall: 2, least: 1, most: 3, cpu: 3, peak: 30 });
  });

  test('has a value only where runs had one', () => {
    expect(summarise(samples)).not.toHaveProperty('value');
    expect(summarise(samples.map((sample, value) => ({ ...sample, value }))).value).toBe(1);
  });
});

describe('a bar', () => {
  const summary = (wall: number, more: Partial<Summary> = {}): Summary => ({
    wall,
    least: wall,
    most: wall,
    cpu: 1,
    peak: 100,
    ...more,
  });
  const sides = new Map([
    ['ours', summary(1, { value: 900 })],
    ['theirs', summary(2)],
    ['nothing', summary(0)],
  ]);
  const bar = (more: Partial<Bar> = {}): Bar => ({
    side: 'ours',
    figure: 'wall',
    limit: 0.5,
    bound: 'at most',
    relativeTo: 'theirs',
    ...more,
  });

  test('holds at its limit, and is missed just above', () => {
    expect(judge(bar(), sides)).toMatchObject({ figure: 0.5, holds: true });
    expect(judge(bar({ limit: 0.499 }), sides)).toMatchObject({ holds: false });
  });

  test('without another side is about the figure itself', () => {
    const { relativeTo: _, ...absolute } = bar({ limit: 2 });
    expect(judge(absolute, sides)).toMatchObject({ figure: 1, holds: true });
    expect(judge({ ...absolute, figure: 'peak', limit: 99 }, sides)).toMatchObject({ figure: 100, holds: false });
  });

  test('can ask for at least', () => {
    const { relativeTo: _, ...rate } = bar({ figure: 'value', limit: 1000, bound: 'at least' });
    expect(judge(rate, sides)).toMatchObject({ figure: 900, holds: false });
    expect(judge({ ...rate, limit: 900 }, sides)).toMatchObject({ holds: true });
  });

  test('is neither kept nor missed when a side, or its figure, was not measured', () => {
    expect(judge(bar({ relativeTo: 'trivy' }), sides)).not.toHaveProperty('holds');
    expect(judge(bar({ side: 'absent' }), sides)).not.toHaveProperty('holds');
    expect(judge(bar({ side: 'theirs', figure: 'value' }), sides)).not.toHaveProperty('holds');
  });

  test('beside something that took no time is not measured', () => {
    expect(judge(bar({ relativeTo: 'nothing' }), sides)).not.toHaveProperty('holds');
  });
});
