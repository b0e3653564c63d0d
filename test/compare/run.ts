// Compares Seawall with Trivy and Syft on real images, and sorts every difference into a rule:
//   tools/with-node test/compare/run.ts [IMAGE…]
// COMPARE_IMAGES is a folder of `NAME.docker.tar`, which `tools/with-node test/compare/make-images.ts FOLDER` fills;
// BENCH_TRIVY, BENCH_TRIVY_CACHE (with `db` and `java-db`), BENCH_SYFT and BENCH_ADVISORIES as for the benchmarks;
// COMPARE_TRIVY_VERSION and COMPARE_SYFT_VERSION where the programs do not know their own; COMPARE_WORK keeps the reports
// of the slow ones between runs.
// Of all images it writes docs/compared.md; named ones are only printed. Exit code 1: something is unexplained, or found twice.
import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { compareImage, openKnowledge, type ImageComparison } from './compare-image.ts';
import { rules } from './rules.ts';
import { importAdvisories, runInBackground, type Tools } from './tool-runs.ts';
import { describe, writeReport } from './write-report.ts';

const suffix = '.docker.tar';
const wanted = process.argv.slice(2);
const folder = variable('COMPARE_IMAGES');
const tools: Tools = {
  root: resolve(import.meta.dirname, '../..'),
  trivy: variable('BENCH_TRIVY'),
  trivyCache: variable('BENCH_TRIVY_CACHE'),
  trivyVersion: process.env['COMPARE_TRIVY_VERSION'] ?? 'of unknown version',
  syft: variable('BENCH_SYFT'),
  syftVersion: process.env['COMPARE_SYFT_VERSION'] ?? 'of unknown version',
  advisories: variable('BENCH_ADVISORIES'),
  work: process.env['COMPARE_WORK'] ?? join(tmpdir(), 'seawall-compare'),
};
runInBackground(tools.work);
importAdvisories(tools);
const knowledge = openKnowledge(tools);
const names = readdirSync(folder)
  .filter((name) => name.endsWith(suffix))
  .map((name) => name.slice(0, -suffix.length))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .toSorted();
const images: ImageComparison[] = [];
for (const name of names) {
  const image = await compareImage(tools, knowledge, name, join(folder, `${name}${suffix}`));
  images.push(image);
  console.log(`${name}: ${image.explained.length} differences explained, ${image.unexplained.length} not`);
  for (const place of image.ours.unread ?? []) console.log(`  not read in full: ${place}`);
  for (const difference of image.unexplained)
    console.log(`  ${describe(difference)} ${difference.item.paths[0] ?? ''}`);
}
if (wanted.length === 0) writeFileSync(join(tools.root, 'docs/compared.md'), writeReport(images, rules));
const unexplained = images.reduce((sum, image) => sum + image.unexplained.length, 0);
const twice = images.reduce((sum, image) => sum + image.twice.length, 0);
console.log(`${images.length} images, unexplained: ${unexplained}, found twice: ${twice}`);
process.exitCode = unexplained + twice === 0 && images.length > 0 ? 0 : 1;

function variable(name: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== '') return value;
  console.error(`set ${name}: see the head of test/compare/run.ts`);
  process.exit(2);
}
