import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expectedSkips } from './expected-skips.ts';
import { startParts } from './parts/start-parts.ts';
import { runCommand } from './parts/run-command.ts';

interface Assertion {
  fullName: string;
  status: string;
}

/** The parts of Vitest's JSON report that are read. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  testResults: { name: string; status: string; message: string; assertionResults: Assertion[] }[];
}

/** `npm test`: starts the real parts, runs every suite, names what was skipped, and ends with the count. */
const root = resolve(import.meta.dirname, '..');
const say = (line: string) => process.stdout.write(`${line}\n`);
await runCommand(process.execPath, ['tools/build.ts'], { cwd: root });
const parts = await startParts(root, say);
let exitCode: number;
try {
  exitCode = await runSuites({ ...process.env, ...parts.environment });
} finally {
  await parts.stop();
}
process.exitCode = exitCode;

async function runSuites(env: NodeJS.ProcessEnv): Promise<number> {
  const file = join(root, '.tools', 'test-report.json');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const filters = process.argv.slice(2);
  const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filters];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return summarise(JSON.parse(readFileSync(file, 'utf8')) as Report, code ?? 1);
}

function summarise(report: Report, code: number): number {
  const skipped = report.testResults.flatMap(({ assertionResults }) => assertionResults.filter(isSkipped));
  const unexpected = skipped.filter(({ fullName }) => !expectedSkips.some(({ pattern }) => pattern.test(fullName)));
  // A file that could not be loaded has no tests to count, and is a failure all the same.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  for (const { name, message } of brokenFiles) say(`failed to load: ${name}: ${message}`);
  for (const { fullName } of unexpected) say(`skipped: ${fullName}`);
  const inCi = process.env['CI'] === 'true';
  if (inCi && unexpected.length > 0) say(`${unexpected.length} skipped tests that CI expects to run`);
  const failed = report.numFailedTests + brokenFiles.length + (inCi ? unexpected.length : 0);
  say(`${report.numPassedTests} passed, ${failed} failed, ${skipped.length - (inCi ? unexpected.length : 0)} skipped`);
  return failed > 0 ? 1 : code;
}

function isSkipped({ status }: Assertion): boolean {
  return status === 'skipped' || status === 'pending' || status === 'todo' || status === 'disabled';
}
