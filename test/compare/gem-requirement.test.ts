import { expect, test } from 'vitest';
import { meetsRequirement } from './gem-requirement.ts';

test.each([
  ['~> 1.2.3', ['1.2.3', '1.2.9', '1.2.3.1'], ['1.2.2', '1.3.0', '2.0', '1.3.0.rc1']],
  ['~> 1.2', ['1.2', '1.9'], ['2.0', '1.1']],
  ['~> 2', ['2.0', '2.9'], ['3.0', '1.9']],
  ['>= 1.2, < 2', ['1.2', '1.9'], ['1.1', '2']],
  ['!= 1.5', ['1.4'], ['1.5', '1.5.0']],
  ['1.5', ['1.5'], ['1.6']],
  ['<= 1.5', ['1.5', '1.4'], ['1.6']],
  ['> 1.5', ['1.6'], ['1.5']],
])('%s', (requirement, inside, outside) => {
  expect(inside.filter((version) => !meetsRequirement(version, requirement))).toEqual([]);
  expect(outside.filter((version) => meetsRequirement(version, requirement))).toEqual([]);
});

test('what is no requirement is refused', () => {
  expect(() => meetsRequirement('1', 'about 1')).toThrow(/not understood/);
});
