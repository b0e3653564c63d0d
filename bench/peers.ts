import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import type { Side } from './case.ts';

export type ImageForm = 'archive' | 'layout';

const trivyOptions = [
  '--offline-scan',
  '--skip-db-update',
  '--skip-java-db-update',
  '--scanners=vuln',
  '--quiet',
  '--list-all-pkgs',
  '--format=json',
];

/**
 * Trivy with the same advisories, without network: the first scan of an image, then one that finds it in its cache.
 * With `osOnly` also the first scan of operating-system packages alone.
 */
export function trivySides(bench: Bench, image: string, { osOnly }: { osOnly: boolean }): Side[] {
  const trivy = bench.input('BENCH_TRIVY');
  if (trivy === undefined || bench.input('BENCH_TRIVY_CACHE') === undefined) return [];
  const cache = bench.trivyCache();
  const command = [trivy, 'image', '--input', image, '--cache-dir', cache, ...trivyOptions];
  const prepare = () => rmSync(join(cache, 'fanal'), { recursive: true, force: true });
  const sides: Side[] = [
    { name: 'trivy cold', command, prepare, found: foundByTrivy },
    { name: 'trivy warm', command, found: foundByTrivy },
  ];
  const forOs: Side = { name: 'trivy os cold', command: [...command, '--vuln-type=os'], prepare, found: foundByTrivy };
  return osOnly ? [...sides, forOs] : sides;
}

/** Syft lists packages only, and keeps nothing between runs. */
export function syftSides(bench: Bench, form: ImageForm, image: string): Side[] {
  const syft = bench.input('BENCH_SYFT');
  if (syft === undefined) return [];
  const reference = `${form === 'archive' ? 'docker-archive' : 'oci-dir'}:${image}`;
  return [{ name: 'syft', command: [syft, 'scan', reference, '-o', 'json', '-q'], found: foundBySyft }];
}

interface TrivyReport {
  Results?: { Packages?: unknown[]; Vulnerabilities?: unknown[] }[];
}

function foundByTrivy(stdout: string): string {
  const { Results: results = [] } = JSON.parse(stdout) as TrivyReport;
  const packages = results.reduce((sum, { Packages: list = [] }) => sum + list.length, 0);
  const findings = results.reduce((sum, { Vulnerabilities: list = [] }) => sum + list.length, 0);
  return describeFound(packages, findings);
}

function foundBySyft(stdout: string): string {
  return describeFound((JSON.parse(stdout) as { artifacts: unknown[] }).artifacts.length);
}

/** @throws Error for no packages: a scan that found nothing is not worth timing */
export function describeFound(packages: number, findings?: number): string {
  if (packages === 0) throw new Error('the scan found no packages');
  return `${packages} packages${findings === undefined ? '' : `, ${findings} findings`}`;
}
