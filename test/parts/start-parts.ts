import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianRoots } from './debian-roots.ts';
import { dockerEngine } from './docker-engine.ts';
import type { Part, RunningPart } from './part.ts';
import { registry } from './registry.ts';
import { runCommand } from './run-command.ts';

/** Every real part, in the order in which they start: later ones may need earlier ones. */
const parts: readonly Part[] = [registry, dockerEngine, debianRoots];

/** Packages of tools that single tests use as oracles. */
const oraclePackages = [
  'buildah',
  'bzip2',
  'composer',
  'db5.3-util',
  'default-jre-headless',
  'iproute2',
  'libdpkg-perl',
  'libmaven3-core-java',
  'libxml2-utils',
  'maven',
  'openssl',
  'php-cli',
  'php-composer-semver',
  'python3-packaging',
  'rpm',
  'ruby',
  'time',
  'zip',
];

/** Started parts: their variables, the reasons why others are missing, and how to stop them all. */
export interface StartedParts {
  environment: Record<string, string>;
  missing: { name: string; why: string }[];
  stop(): Promise<void>;
}

/**
 * Installs (with apt, as root on Debian, unless `SEAWALL_TEST_INSTALL=0`) and starts the real parts.
 * A part that cannot be had is no error here: the suites that need it skip, and say why.
 */
export async function startParts(root: string, say: (line: string) => void): Promise<StartedParts> {
  const started: StartedParts = { environment: {}, missing: [], stop: async () => {} };
  const running: RunningPart[] = [];
  const scratch = mkdtempSync(join(tmpdir(), 'seawall-test-'));
  const cache = join(root, '.tools', 'test-cache');
  mkdirSync(cache, { recursive: true });
  started.stop = async () => {
    for (const part of running.toReversed()) await part.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
  const whyNot = await install([...parts.flatMap(({ packages }) => packages), ...oraclePackages], say);
  if (whyNot !== undefined) say(`real parts are not installed: ${whyNot}`);
  for (const part of parts) {
    try {
      const live = await part.start({ scratch, cache, environment: started.environment });
      running.push(live);
      Object.assign(started.environment, live.environment);
      say(`${part.name}: ready`);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      started.missing.push({ name: part.name, why });
      say(`${part.name}: missing, its suites skip (${why})`);
    }
  }
  return started;
}

/** Installs what is missing of the Debian packages; gives the reason when it may not or cannot. */
async function install(packages: readonly string[], say: (line: string) => void): Promise<string | undefined> {
  if (process.env['SEAWALL_TEST_INSTALL'] === '0') return 'SEAWALL_TEST_INSTALL=0';
  if (process.getuid?.() !== 0) return 'not root';
  try {
    const missing: string[] = [];
    for (const name of packages) if (!(await isInstalled(name))) missing.push(name);
    if (missing.length === 0) return undefined;
    say(`installing ${missing.join(' ')}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await runCommand('apt-get', ['update', '-q'], { env });
    await withoutServices(() =>
      runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], { env }),
    );
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Packages must not start services of their own: the parts are started here, with ports and folders of ours. */
async function withoutServices(work: () => Promise<unknown>): Promise<void> {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  // 101: "action forbidden by policy" (invoke-rc.d(8)).
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await work();
  } finally {
    if (ours) rmSync(policy);
  }
}

async function isInstalled(name: string): Promise<boolean> {
  const state = await runCommand('dpkg-query', ['-W', '-f', '${db:Status-Status}', name]).catch(() => '');
  return state === 'installed';
}
