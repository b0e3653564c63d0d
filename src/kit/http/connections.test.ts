import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createHttpClient, type HttpClientOptions } from './http-client.ts';
import {
  hasOpenssl,
  makeCertificates,
  serve,
  serveProxy,
  serveSecurely,
  type TestCertificates,
} from './local-server.test-kit.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function keep<T extends { close(): unknown }>(made: T): T {
  cleanups.push(() => made.close());
  return made;
}

async function get(url: string | URL, options: HttpClientOptions): Promise<string> {
  const client = keep(createHttpClient({ retry: { attempts: 1 }, ...options }));
  return (await client.request({ url: new URL(url) })).text(1000);
}

describe('a plain proxy', () => {
  test('is asked for http URLs, with the whole URL and its own credentials', async () => {
    const server = keep(await serve((_, response) => response.end('through')));
    const proxy = keep(await serveProxy());
    const environment = { HTTP_PROXY: `http://user:pa%40ss@127.0.0.1:${proxy.port}` };
    expect(await get(`http://registry.test:${server.port}/v2/`, { environment })).toBe('through');
    expect(proxy.asked).toEqual([`GET http://registry.test:${server.port}/v2/`]);
    expect(proxy.authorization).toEqual([`Basic ${Buffer.from('user:pa@ss').toString('base64')}`]);
  });

  test('is not asked for a host of NO_PROXY', async () => {
    const proxy = keep(await serveProxy());
    const environment = { HTTP_PROXY: proxy.url.href, NO_PROXY: '.invalid' };
    await expect(get('http://registry.invalid/v2/', { environment })).rejects.toMatchObject({
      code: 'http-unreachable',
    });
    expect(proxy.asked).toEqual([]);
  });

  test('that is not there is told, without its password', async () => {
    const proxy = await serveProxy();
    await proxy.close();
    const environment = { HTTP_PROXY: `http://user:hunter2@127.0.0.1:${proxy.port}` };
    const attempt = get('http://registry.test/', { environment });
    await expect(attempt).rejects.toMatchObject({ code: 'http-unreachable' });
    await expect(attempt).rejects.not.toThrow(/hunter2/);
  });
});

describe.skipIf(!hasOpenssl)('TLS (needs openssl to make certificates)', () => {
  let certificates: TestCertificates;
  beforeAll(() => {
    certificates = makeCertificates();
  });
  afterAll(() => certificates.remove());

  const secure = async () => keep(await serveSecurely(certificates.server, (_, response) => response.end('secret')));

  test('without the private CA is refused, and the message says what to do', async () => {
    const { url } = await secure();
    await expect(get(url, { environment: {} })).rejects.toMatchObject({
      code: 'http-tls',
      message: expect.stringMatching(/^127\.0\.0\.1:\d+: certificate not accepted.*SEAWALL_CA_FILE$/),
    });
  });

  test.each(['SEAWALL_CA_FILE', 'SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'])('trusts the CA of %s', async (variable) => {
    const { url } = await secure();
    expect(await get(url, { environment: { [variable]: certificates.caFile } })).toBe('secret');
  });

  test('trusts the CA of an option, among others or alone', async () => {
    const { url } = await secure();
    expect(await get(url, { environment: {}, tls: { ca: certificates.ca } })).toBe('secret');
    expect(await get(url, { environment: {}, tls: { ca: certificates.ca, onlyCa: true } })).toBe('secret');
  });

  test('trusts the CA of this machine’s own store when no other knows the issuer', async () => {
    const { url } = await secure();
    // OpenSSL takes SSL_CERT_FILE of the process for that store, so this needs a process of its own.
    const script = `
      import { createHttpClient } from ${JSON.stringify(import.meta.resolve('./http-client.ts'))};
      const http = createHttpClient({ environment: {}, retry: { attempts: 1 } });
      for (const method of ['GET', 'POST']) {
        const response = await http.request({ url: new URL(process.argv[1]), method });
        process.stdout.write(await response.text(100));
      }
      http.close();`;
    const run = (caFile: string) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, url.href], {
        env: { PATH: process.env['PATH'], SSL_CERT_FILE: caFile, SSL_CERT_DIR: '/nonexistent' },
        cwd: import.meta.dirname,
      });
    expect((await run(certificates.caFile)).stdout).toBe('secretsecret');
    await expect(run('/nonexistent')).rejects.toThrow('certificate not accepted');
  });

  test('trusts nobody when only an empty set of CAs is', async () => {
    const { url } = await secure();
    const environment = { SEAWALL_CA_FILE: certificates.caFile };
    await expect(get(url, { environment, tls: { onlyCa: true } })).rejects.toMatchObject({ code: 'http-tls' });
  });

  test('refuses a certificate for another name', async () => {
    const { port } = await secure();
    const environment = { SEAWALL_CA_FILE: certificates.caFile };
    await expect(get(`https://localhost:${port}/`, { environment })).rejects.toMatchObject({
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
  });

  test('goes through a proxy by CONNECT, and is checked against the name behind it', async () => {
    const { port } = await secure();
    const proxy = keep(await serveProxy());
    const environment = {
      HTTPS_PROXY: `http://u:p@127.0.0.1:${proxy.port}`,
      SEAWALL_CA_FILE: certificates.caFile,
    };
    expect(await get(`https://registry.test:${port}/`, { environment })).toBe('secret');
    expect(proxy.asked).toEqual([`CONNECT registry.test:${port}`]);
    expect(proxy.authorization).toEqual([`Basic ${Buffer.from('u:p').toString('base64')}`]);
    await expect(get(`https://other.test:${port}/`, { environment })).rejects.toMatchObject({ code: 'http-tls' });
  });

  test.each([
    ['hangs up', '', 'did not open a tunnel (gave no answer)'],
    [
      'refuses',
      'HTTP/1.1 403 hunter2 is forbidden\r\n\r\n',
      'did not open a tunnel (answered HTTP 403); check HTTPS_PROXY',
    ],
    ['wants a password', 'HTTP/1.1 407 hunter2\r\n\r\n', 'wants a user name and password; put them into HTTPS_PROXY'],
    ['babbles', `${'hunter2'.repeat(1000)}\r\n\r\n`, 'did not open a tunnel'],
  ])('through a proxy that %s is told, without a password or what the proxy said', async (_, answer, message) => {
    const refusing = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(answer));
    });
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => refusing.close());
    const environment = { HTTPS_PROXY: `http://u:hunter2@127.0.0.1:${(refusing.address() as AddressInfo).port}` };
    const attempt = get('https://registry.test/', { environment });
    await expect(attempt).rejects.toMatchObject({
      code: 'http-proxy',
      kind: 'no-verdict',
      message: expect.stringContaining(message),
    });
    await expect(attempt).rejects.toThrow(/^registry\.test: the proxy/);
    await expect(attempt).rejects.not.toThrow(/hunter2/);
  });

  test('through a proxy that says nothing ends at the connect timeout', async () => {
    const silent = createServer((socket) => void socket.on('error', () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => silent.close());
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` };
    await expect(get('https://registry.test/', { environment, timeouts: { connect: 80 } })).rejects.toMatchObject({
      code: 'http-timeout',
    });
  });

  test('shows a client certificate', async () => {
    const server = keep(
      await serveSecurely({ ...certificates.server, ca: certificates.ca, requestCert: true }, (request, response) =>
        response.end(String((request.socket as TLSSocket).getPeerCertificate().subject.CN)),
      ),
    );
    const tls = { ca: certificates.ca, onlyCa: true, ...certificates.client };
    expect(await get(server.url, { environment: {}, tls })).toBe('client');
  });

  test('to a plain server says so', async () => {
    const { port } = keep(await serve((_, response) => response.end()));
    await expect(get(`https://127.0.0.1:${port}/`, { environment: {} })).rejects.toMatchObject({
      code: 'http-not-tls',
      message: expect.stringContaining('is it a plain HTTP server?'),
    });
  });
});

describe('a CA file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seawall-trust-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['that is missing', undefined, 'cannot be read'],
    ['without a certificate', 'hello', 'holds no PEM certificate'],
    [
      'with a malformed one',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
      'certificate 1 is malformed',
    ],
  ])('%s is an error before anything is sent', async (name, content, message) => {
    const file = join(folder, name.replaceAll(' ', '-'));
    if (content !== undefined) writeFileSync(file, content);
    await expect(get('https://registry.invalid/', { environment: { SEAWALL_CA_FILE: file } })).rejects.toMatchObject({
      code: 'http-ca',
      kind: 'usage',
      message: expect.stringContaining(`${file}`),
    });
    await expect(get('https://registry.invalid/', { environment: { SEAWALL_CA_FILE: file } })).rejects.toThrow(message);
  });
});
