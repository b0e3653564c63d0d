import { expect, test } from 'vitest';
import { noticeDate } from './notice-date.ts';

test.each([
  ['2018-01-11 21:05', '2018-01-11T21:05:00Z'],
  ['2023-04-13 17:56:00', '2023-04-13T17:56:00Z'],
  ['2021-04-30', '2021-04-30T00:00:00Z'],
  [' 2025-01-02T03:04:05Z ', '2025-01-02T03:04:05Z'],
  ['20210430', undefined],
  ['yesterday', undefined],
  ['', undefined],
  [undefined, undefined],
])('%j is %j', (text, date) => expect(noticeDate(text)).toBe(date));
