import { describe, expect, test } from 'vitest';
import { rangeAllows } from './range-allows.ts';

describe('ranges of npm', () => {
  test.each<[string, string, boolean | undefined]>([
    ['~6.11.0', '6.11.1', true],
    ['~6.11.0', '6.12.0', false],
    ['^6.5.0', '6.11.1', true],
    ['^0.2.3', '0.3.0', false],
    ['6.11.0', '6.11.1', false],
    ['>=1.2 <2 || 3.x', '3.9.9', true],
    ['*', '9.0.0', true],
    ['', '9.0.0', true],
    ['^1.2.0', '1.2.4-0', true],
    ['^1.2.0', '2.0.0-0', false],
    ['npm:^1.0.0', '1.5.0', true],
    ['npm:other@^1.0.0', '1.5.0', true],
    ['npm:@scope/other@~1.4.0', '1.5.0', false],
    ['latest', '1.5.0', undefined],
    ['github:a/b#semver:^1', '1.5.0', undefined],
    ['patch:x@npm%3A1.0.0#./x.patch', '1.5.0', undefined],
    ['workspace:^', '1.5.0', undefined],
    ['^1.0.0', 'not a version', false],
  ])('%j and %s', (range, version, expected) => expect(rangeAllows('npm', range, version)).toBe(expected));
});

describe('requirements of gems', () => {
  test.each<[string, string, boolean | undefined]>([
    ['~> 2.0, >= 2.2.4', '2.2.6.4', true],
    ['~> 2.0, >= 2.2.4', '3.0.0', false],
    ['~> 2.0, >= 2.2.4', '2.2.3', false],
    ['= 7.0.4', '7.0.4.1', false],
    ['= 7.0.4', '7.0.4', true],
    ['>= 0', '1', true],
    ['< 5', '5.0', false],
    ['!= 1.0', '1.1', undefined],
    ['>= 0', 'x y', undefined],
  ])('%j and %s', (range, version, expected) => expect(rangeAllows('gem', range, version)).toBe(expected));
});

test('of other ecosystems nothing is told', () => expect(rangeAllows('cargo', '^1', '1.1.0')).toBeUndefined());
