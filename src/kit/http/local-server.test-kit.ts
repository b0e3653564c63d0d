import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server on a free port of this machine, for tests. */
export interface LocalServer {
  url: URL;
  port: number;
  close(): Promise<void>;
}

async function listen(server: Server, scheme: string): Promise<LocalServer> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`${scheme}://127.0.0.1:${port}/`),
    port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export async function serve(listener: RequestListener): Promise<LocalServer> {
  return listen(createServer(listener), 'http');
}

export async function serveSecurely(
  pair: { key: string; cert: string; ca?: string; requestCert?: boolean },
  listener: RequestListener,
): Promise<LocalServer> {
  return listen(createSecureServer(pair, listener), 'https');
}

/**
 * A small real proxy: forwards absolute-form requests, tunnels CONNECT, and notes what it was asked.
 * Every host name leads to this machine, so that tests can use names that do not exist.
 */
export async function serveProxy(): Promise<LocalServer & { asked: string[]; authorization: (string | undefined)[] }> {
  const asked: string[] = [];
  const authorization: (string | undefined)[] = [];
  const note = (request: IncomingMessage) => {
    asked.push(`${request.method} ${request.url}`);
    authorization.push(request.headers['proxy-authorization']);
  };
  const server = createServer((request, response) => {
    note(request);
    const { port, pathname } = new URL(request.url ?? '');
    const onward = httpRequest({ host: '127.0.0.1', port, path: pathname, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    onward.end();
  });
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    note(request);
    const upstream = connect(Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client);
      client.pipe(upstream);
    });
    for (const socket of [upstream, client]) socket.on('error', () => (upstream.destroy(), client.destroy()));
  });
  return { ...(await listen(server, 'http')), asked, authorization };
}

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A CA of its own and a certificate by it for `registry.test` and 127.0.0.1, made by openssl. */
export interface TestCertificates {
  folder: string;
  caFile: string;
  ca: string;
  server: { key: string; cert: string };
  client: { key: string; cert: string };
  remove(): void;
}

export function makeCertificates(): TestCertificates {
  const folder = mkdtempSync(join(tmpdir(), 'seawall-ca-'));
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  run('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Test CA');
  for (const [name, extension] of [
    ['server', 'subjectAltName=DNS:registry.test,IP:127.0.0.1'],
    ['client', 'extendedKeyUsage=clientAuth'],
  ] as const) {
    writeFileSync(join(folder, `${name}.ext`), extension);
    run('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', `${name}.ext`];
    run('x509', '-req', '-in', `${name}.csr`, ...signing, '-out', `${name}.pem`);
  }
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return {
    folder,
    caFile: join(folder, 'ca.pem'),
    ca: read('ca.pem'),
    server: { key: read('server.key'), cert: read('server.pem') },
    client: { key: read('client.key'), cert: read('client.pem') },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
