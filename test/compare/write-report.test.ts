import { expect, test } from 'vitest';
import type { ImageComparison } from './compare-image.ts';
import { listing, onlyOurs, onlyTheirs, packageOf } from './evidence.fixture.ts';
import { writeReport } from './write-report.ts';

const none = { common: 0, differences: [] };
const rules = [
  { id: 'used', title: 'A sentence.', applies: () => undefined },
  { id: 'unused', title: 'Another.', applies: () => undefined },
];

function comparison(parts: Partial<ImageComparison>): ImageComparison {
  return {
    image: 'x',
    ours: listing('Seawall', [packageOf('npm a 1')]),
    trivy: listing('Trivy', []),
    syft: listing('Syft', []),
    packagesWithTrivy: none,
    packagesWithSyft: none,
    findingsWithTrivy: none,
    twice: [],
    explained: [],
    unexplained: [],
    ...parts,
  };
}

test('rules that explained something, with their numbers and an example', () => {
  const difference = onlyOurs('Trivy', packageOf('npm a 1'));
  const text = writeReport([comparison({ explained: [{ difference, rule: 'used', evidence: 'seen' }] })], rules);
  expect(text).toContain('### used\n\nA sentence.\n\n1 difference (1 packages of Seawall that Trivy lacks): x 1.\n\n');
  expect(text).toContain('Example: npm a 1 by Seawall, not Trivy. Evidence: seen.');
  expect(text).not.toContain('unused');
  expect(text).toContain('unexplained: 0\n');
});

test('how many files could not be read stands in the table', () => {
  const ours = { ...listing('Seawall', []), unread: ['/a: broken', '/b: broken'] };
  expect(writeReport([comparison({ ours })], rules)).toMatch(/^\| image .* unread \|\n.*\n\| x .* 2 \|$/m);
});

test('what is unexplained or found twice is counted and named', () => {
  const unexplained = [onlyTheirs('Syft', packageOf('npm b'))];
  const text = writeReport([comparison({ unexplained, twice: [{ ids: ['CVE-1'], package: 'npm a 1' }] })], rules);
  expect(text).toContain('unexplained: 1\n');
  expect(text).toContain('- x: npm b without version by Syft, not Seawall');
  expect(text).toContain('found twice: 1\n');
});
