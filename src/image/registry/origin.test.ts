import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { execFileSync, spawnSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrigin } from './origin.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const origin = async (registry: string, environment: Record<string, string> = {}) =>
  (await findOrigin(registry, environment, { connect: 2000, headers: 2000 })).origin;

describe('a registry is reached', () => {
  test('by HTTPS, wherever it is', async () => {
    expect(await origin('registry.test')).toBe('https://registry.test');
    expect(await origin('registry.test:5000')).toBe('https://registry.test:5000');
    expect(await origin('10.1.2.3:5000')).toBe('https://10.1.2.3:5000');
    expect(await origin('docker.io')).toBe('https://registry-1.docker.io');
  });

  test.each(['registry.test:5000', 'registry.test', ' other.test, Registry.Test:5000 '])(
    'by plain HTTP when SEAWALL_INSECURE_REGISTRIES is %j',
    async (list) => {
      expect(await origin('registry.test:5000', { SEAWALL_INSECURE_REGISTRIES: list })).toBe(
        'http://registry.test:5000',
      );
    },
  );

  test.each(['registry.test:5001', 'test', 'egistry.test:5000', '', ','])(
    'not by plain HTTP when it is %j',
    async (list) => {
      expect(await origin('registry.test:5000', { SEAWALL_INSECURE_REGISTRIES: list })).toBe(
        'https://registry.test:5000',
      );
    },
  );
});

describe('a registry on this machine is reached', () => {
  test('by plain HTTP when it does not speak TLS', async () => {
    const port = await listen(createServer((_, response) => response.end()));
    expect(await origin(`127.0.0.1:${port}`)).toBe(`http://127.0.0.1:${port}`);
  });

  test('by plain HTTP when it hangs up on TLS', async () => {
    const port = await listen(createTcpServer((socket) => socket.destroy()));
    expect(await origin(`127.0.0.1:${port}`)).toBe(`http://127.0.0.1:${port}`);
  });

  test.skipIf(spawnSync('openssl', ['version']).status !== 0)(
    'by HTTPS when it speaks TLS, even with a certificate that is not trusted (needs openssl)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'seawall-origin-'));
      const args = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout k -out c -days 2 -subj /CN=x';
      execFileSync('openssl', ['req', ...args.split(' ')], { cwd: folder, stdio: 'ignore' });
      const [key, cert] = ['k', 'c'].map((name) => readFileSync(join(folder, name)));
      rmSync(folder, { recursive: true });
      const port = await listen(createSecureServer({ key, cert }, (_, response) => response.end()));
      expect(await origin(`127.0.0.1:${port}`)).toBe(`https://127.0.0.1:${port}`);
    },
  );
});
