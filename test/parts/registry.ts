import { spawn } from 'node:child_process';
import { openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Part } from './part.ts';
import { endProcess, waitUntil } from './run-command.ts';

/** The distribution registry on a free loopback port, plain HTTP, empty storage. */
export const registry: Part = {
  name: 'OCI registry',
  packages: ['docker-registry'],
  async start({ scratch }) {
    const host = `127.0.0.1:${await freePort()}`;
    const configuration = join(scratch, 'registry.yml');
    const storage = { filesystem: { rootdirectory: join(scratch, 'registry') }, delete: { enabled: true } };
    // YAML is a superset of JSON.
    writeFileSync(
      configuration,
      JSON.stringify({ version: 0.1, log: { level: 'warn' }, storage, http: { addr: host } }),
    );
    const log = openSync(join(scratch, 'registry.log'), 'w');
    const child = spawn('docker-registry', ['serve', configuration], {
      stdio: ['ignore', log, log],
      env: { ...process.env, OTEL_TRACES_EXPORTER: 'none' },
    });
    const answers = () =>
      fetch(`http://${host}/v2/`).then(
        ({ ok }) => ok,
        () => false,
      );
    await waitUntil(answers, child, 30);
    return { environment: { SEAWALL_TEST_REGISTRY: host }, stop: () => endProcess(child) };
  },
};

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
