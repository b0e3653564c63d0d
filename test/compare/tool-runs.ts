import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setPriority } from 'node:os';
import type { ScanResult } from '#model';
import type { Listing } from './listing.ts';
import { readSeawall } from './read-seawall.ts';
import { readSyft, type SyftReport } from './read-syft.ts';
import { readTrivy, type TrivyReport } from './read-trivy.ts';

/** What is run, and where what takes long is kept between runs. */
export interface Tools {
  /** The root of the checkout. */
  root: string;
  trivy: string;
  trivyCache: string;
  trivyVersion: string;
  syft: string;
  syftVersion: string;
  advisories: string;
  /** A folder of our own: the reports, and our database. */
  work: string;
}

/** Makes our database of the advisories anew, since how they are read may have changed. */
export function importAdvisories(tools: Tools): void {
  const folder = join(tools.work, 'data');
  rmSync(folder, { recursive: true, force: true });
  run([join(tools.root, 'seawall'), 'db', 'import', tools.advisories, '--data-dir', folder, '--quiet']);
}

/** What Seawall says about an image now. */
export function scanWithSeawall(tools: Tools, name: string, image: string): Listing {
  const output = join(tools.work, `${name}.seawall.json`);
  const command = [join(tools.root, 'seawall'), 'scan', 'image', image, '--format', 'json', '--no-cache', '--quiet'];
  run([...command, '--data-dir', join(tools.work, 'data')], output);
  return readSeawall(readJson(output) as ScanResult);
}

/** What Trivy says, with the same advisories and nothing from the network. */
export function scanWithTrivy(tools: Tools, name: string, image: string): Listing {
  const output = join(tools.work, `${name}.trivy.json`);
  const offline = ['--offline-scan', '--skip-db-update', '--skip-java-db-update', '--scanners', 'vuln'];
  const form = ['--list-all-pkgs', '--format', 'json', '--quiet'];
  const command = [tools.trivy, 'image', '--input', image, '--cache-dir', tools.trivyCache, ...offline, ...form];
  unlessKept(output, image, () => run(command, output));
  return readTrivy(readJson(output) as TrivyReport, tools.trivyVersion);
}

/** What Syft says. */
export function scanWithSyft(tools: Tools, name: string, image: string): Listing {
  const output = join(tools.work, `${name}.syft.json`);
  unlessKept(output, image, () => run([tools.syft, 'scan', `docker-archive:${image}`, '-o', 'json', '-q'], output));
  return readSyft(readJson(output) as SyftReport, tools.syftVersion);
}

/** The peers are slow and say the same again as long as the image is the same. */
function unlessKept(output: string, image: string, make: () => void): void {
  if (existsSync(output) && statSync(output).mtimeMs > statSync(image).mtimeMs) return;
  make();
}

/** @param output takes the standard output, once the command has ended well */
function run(command: readonly string[], output?: string): void {
  const [program = '', ...args] = command;
  const part = `${output}.part`;
  const file = output === undefined ? 'ignore' : openSync(part, 'w');
  const done = spawnSync(program, args, { stdio: ['ignore', file, 'pipe'], encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (typeof file === 'number') closeSync(file);
  if (done.status !== 0) throw new Error(`${program} failed: ${done.error?.message ?? done.stderr.slice(-500)}`);
  if (output !== undefined) renameSync(part, output);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Gives way to whatever else the machine does. */
export function runInBackground(work: string): void {
  mkdirSync(work, { recursive: true });
  setPriority(10);
}
