import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from './part.ts';
import { endProcess, runCommand, waitUntil } from './run-command.ts';

/** A Docker engine of our own: its own socket and storage, no bridge and no packet filter rules, so nothing else is touched. */
export const dockerEngine: Part = {
  name: 'Docker engine',
  packages: ['docker.io', 'iptables'],
  async start({ scratch, environment }) {
    const socket = `unix://${join(scratch, 'docker.sock')}`;
    const log = openSync(join(scratch, 'dockerd.log'), 'w');
    const registry = environment['SEAWALL_TEST_REGISTRY'];
    const options = {
      host: socket,
      'data-root': join(scratch, 'docker'),
      'exec-root': join(scratch, 'docker-exec'),
      pidfile: join(scratch, 'dockerd.pid'),
      'storage-driver': 'overlay2',
      bridge: 'none',
      iptables: 'false',
      ip6tables: 'false',
      'exec-opt': 'native.cgroupdriver=cgroupfs',
      ...(registry !== undefined && { 'insecure-registry': registry }),
    };
    const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
    const child = spawn('dockerd', args, { stdio: ['ignore', log, log] });
    const answers = () =>
      runCommand('docker', ['-H', socket, 'version']).then(
        () => true,
        () => false,
      );
    await waitUntil(answers, child, 60);
    return { environment: { SEAWALL_TEST_DOCKER_HOST: socket, DOCKER_HOST: socket }, stop: () => endProcess(child) };
  },
};
