import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpClient, type HttpClient, type HttpClientOptions } from './http-client.ts';
import { serve, type LocalServer } from './local-server.test-kit.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function server(listener: RequestListener): Promise<LocalServer> {
  const made = await serve(listener);
  cleanups.push(() => made.close());
  return made;
}

/** A client that notes how long it would have slept. */
function client(options: Partial<HttpClientOptions> = {}): HttpClient & { slept: number[] } {
  const slept: number[] = [];
  const clock = {
    now: () => Date.parse('2026-01-01T00:00:00Z'),
    random: () => 1,
    sleep: async (ms: number) => void slept.push(ms),
  };
  const made = createHttpClient({ environment: {}, clock, ...options });
  cleanups.push(() => made.close());
  return { request: (request) => made.request(request), close: () => made.close(), slept };
}

/** Answers the n-th request with the n-th listener, the last one from then on. */
function inTurn(...listeners: RequestListener[]): RequestListener & { requests: IncomingMessage[] } {
  const requests: IncomingMessage[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    requests.push(request);
    const turn = listeners[Math.min(requests.length, listeners.length) - 1];
    turn?.(request, response as never);
  };
  return Object.assign(listener as RequestListener, { requests });
}

const fine: RequestListener = (_, response) => response.end('fine');
const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(code, headers).end('no');

describe('a request', () => {
  test('gives status, headers and body, and asks for no compression', async () => {
    const listener = inTurn((request, response) => {
      response.setHeader('X-Test', ['a', 'b']);
      response.end(request.headers['accept-encoding']);
    });
    const { url } = await server(listener);
    const response = await client().request({ url, headers: { 'Accept-Encoding': 'br' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-test')).toBe('a, b');
    expect(await response.text(100)).toBe('identity');
    expect(listener.requests[0]?.headers['user-agent']).toBe('seawall');
  });

  test('sends method, headers and body', async () => {
    const { url } = await server((request, response) => void request.pipe(response));
    const response = await client().request({ url, method: 'POST', body: Buffer.from('{"a":1}') });
    expect(await response.json(100)).toEqual({ a: 1 });
  });

  test('streams its body', async () => {
    const { url } = await server((_, response) => {
      for (let at = 0; at < 100; at += 1) response.write(Buffer.alloc(10_000, at));
      response.end();
    });
    let length = 0;
    for await (const chunk of (await client().request({ url })).body()) length += chunk.length;
    expect(length).toBe(1_000_000);
  });

  test('goes to a Unix socket, and does not follow its redirects', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'seawall-http-'));
    const socketPath = join(folder, 's');
    const listening = createServer(status(301, { location: 'http://elsewhere.test/' }));
    await new Promise<void>((resolve) => listening.listen(socketPath, resolve));
    cleanups.push(
      () => rmSync(folder, { recursive: true }),
      () => listening.close(),
    );
    const response = await client({ socketPath, environment: { HTTP_PROXY: 'http://proxy.test:1' } }).request({
      url: new URL('http://engine/x'),
    });
    expect(response.status).toBe(301);
    response.discard();
  });
});

describe('bounds', () => {
  test('a body above the limit is refused by its length, before it is read', async () => {
    const { url } = await server((_, response) => response.writeHead(200, { 'content-length': 1000 }).write('x'));
    await expect((await client().request({ url })).bytes(999)).rejects.toMatchObject({
      code: 'http-bad-body',
      message: `${url.host}: the answer is larger than 999 bytes`,
    });
  });

  test('a body above the limit without a length is cut off', async () => {
    let sent = 0;
    const { url } = await server((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)) && sent < 1e9) sent += 65_536;
      };
      response.on('drain', more);
      more();
    });
    await expect((await client().request({ url })).bytes(100_000)).rejects.toThrow('larger than 100000 bytes');
    expect(sent).toBeLessThan(100e6);
  });

  test('a body of exactly the limit is taken', async () => {
    const { url } = await server(fine);
    expect(await (await client().request({ url })).text(4)).toBe('fine');
  });

  test('a body that should be JSON and is not is an error without its text', async () => {
    const { url } = await server((_, response) => response.end('<secret>'));
    await expect((await client().request({ url })).json(100)).rejects.toMatchObject({
      code: 'http-bad-body',
      message: `${url.host}: the answer is not JSON`,
    });
  });
});

describe('time', () => {
  test('without an answer ends the attempt, and the next one may succeed', async () => {
    const listener = inTurn(() => undefined, fine);
    const { url } = await server(listener);
    const http = client({ timeouts: { headers: 1000 } });
    expect(await (await http.request({ url })).text(10)).toBe('fine');
    expect(http.slept).toEqual([500]);
  });

  test('without an answer at all is an error that names the host', async () => {
    const { url } = await server(() => undefined);
    const http = client({ timeouts: { headers: 30 }, retry: { attempts: 2 } });
    await expect(http.request({ url })).rejects.toMatchObject({
      code: 'http-timeout',
      kind: 'no-verdict',
      message: `${url.host}: no answer within 30 ms; try again`,
    });
  });

  test('that an answer takes is not time to connect', async () => {
    const { url } = await server((_, response) => void setTimeout(() => response.end('late'), 1500));
    const response = await client({ timeouts: { connect: 1000, headers: 20_000 }, retry: { attempts: 1 } }).request({
      url,
    });
    expect(await response.text(10)).toBe('late');
  });

  test('may be longer for one request than for the others', async () => {
    const { url } = await server((_, response) => void setTimeout(() => response.end('late'), 150));
    const http = client({ timeouts: { headers: 30 }, retry: { attempts: 1 } });
    expect(await (await http.request({ url, timeouts: { headers: 20_000 } })).text(10)).toBe('late');
    await expect(http.request({ url })).rejects.toMatchObject({ code: 'http-timeout' });
  });

  test('without a TLS handshake is a connect timeout', async () => {
    const silent = createTcpServer((socket) => void socket.on('error', () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => silent.close());
    const url = new URL(`https://127.0.0.1:${(silent.address() as AddressInfo).port}/`);
    const http = client({ timeouts: { connect: 50 }, retry: { attempts: 1 } });
    await expect(http.request({ url })).rejects.toThrow('no connection within 50 ms');
  });

  test('without more of the body is an error', async () => {
    const { url } = await server((_, response) => void response.write('begin'));
    const response = await client({ timeouts: { idle: 50 } }).request({ url });
    await expect(response.text(100)).rejects.toMatchObject({ code: 'http-timeout' });
  });

  test('that the reader takes does not count', async () => {
    const { url } = await server((_, response) => {
      response.write('a');
      setTimeout(() => response.end('b'), 10);
    });
    const response = await client({ timeouts: { idle: 800 } }).request({ url });
    const seen: string[] = [];
    for await (const chunk of response.body()) {
      seen.push(chunk.toString());
      if (seen.length === 1) await new Promise((resolve) => setTimeout(resolve, 1200));
    }
    expect(seen.join('')).toBe('ab');
  });
});

describe('aborting', () => {
  test('before the answer rejects with the reason', async () => {
    const { url } = await server(() => undefined);
    const controller = new AbortController();
    const answer = client().request({ url, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('time is up')), 20);
    await expect(answer).rejects.toThrow('time is up');
  });

  test('during the body rejects with the reason', async () => {
    const { url } = await server((_, response) => void response.write('begin'));
    const controller = new AbortController();
    const response = await client().request({ url, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('time is up')), 20);
    await expect(response.text(100)).rejects.toThrow('time is up');
  });

  test('beforehand sends nothing', async () => {
    const listener = inTurn(fine);
    const { url } = await server(listener);
    await expect(client().request({ url, signal: AbortSignal.abort(new Error('never')) })).rejects.toThrow('never');
    expect(listener.requests).toHaveLength(0);
  });
});

describe('trying again', () => {
  test.each([429, 500, 502, 503, 504])('helps after a %d', async (code) => {
    const { url } = await server(inTurn(status(code), fine));
    const http = client();
    expect(await (await http.request({ url })).text(10)).toBe('fine');
    expect(http.slept).toEqual([500]);
  });

  test('waits as long as Retry-After says, in seconds or as a date, up to a bound', async () => {
    const { url } = await server(
      inTurn(
        status(429, { 'retry-after': '3' }),
        status(503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }),
        status(429, { 'retry-after': '86400' }),
        fine,
      ),
    );
    const http = client();
    await (await http.request({ url })).text(10);
    expect(http.slept).toEqual([3000, 7000, 60_000]);
  });

  test('ends with the last answer', async () => {
    const listener = inTurn(status(503));
    const { url } = await server(listener);
    const http = client({ retry: { attempts: 3 } });
    const response = await http.request({ url });
    expect(response.status).toBe(503);
    expect(await response.text(10)).toBe('no');
    expect(listener.requests).toHaveLength(3);
    expect(http.slept).toEqual([500, 1000]);
  });

  test('helps after a connection that breaks before the answer', async () => {
    const { url } = await server(inTurn((request) => request.socket.destroy(), fine));
    expect(await (await client().request({ url })).text(10)).toBe('fine');
  });

  test('is not done for other statuses, nor for a POST', async () => {
    const listener = inTurn(status(404), status(503), status(503), fine);
    const { url } = await server(listener);
    expect((await client().request({ url })).status).toBe(404);
    expect((await client().request({ url, method: 'POST' })).status).toBe(503);
    const again = await client().request({ url, method: 'POST', idempotent: true });
    expect(again.status).toBe(200);
    expect(listener.requests).toHaveLength(4);
  });

  test('is not done when the connection is refused, which is told at once', async () => {
    const gone = await serve(fine);
    await gone.close();
    const { url } = gone;
    const http = client();
    await expect(http.request({ url })).rejects.toMatchObject({
      code: 'http-unreachable',
      message: `${url.host}: connection refused; is it running?`,
    });
    expect(http.slept).toEqual([]);
  });

  test('of a missing socket names it', async () => {
    await expect(client({ socketPath: '/nonexistent/x.sock' }).request({ url: new URL('http://e/') })).rejects.toThrow(
      'unix:/nonexistent/x.sock: no such socket',
    );
  });
});

describe('a broken body', () => {
  test('is an error, not a short body', async () => {
    const { url } = await server((_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('only this');
      setTimeout(() => response.destroy(), 20);
    });
    await expect((await client().request({ url })).text(1000)).rejects.toMatchObject({ code: 'http-broken' });
  });

  test('in chunks without an end is an error too', async () => {
    const { url } = await server((_, response) => {
      response.write('only this');
      setTimeout(() => response.destroy(), 20);
    });
    await expect((await client().request({ url })).text(1000)).rejects.toMatchObject({ code: 'http-broken' });
  });
});

describe('redirects', () => {
  test('are followed, and another origin gets no credentials', async () => {
    const storage = inTurn((request, response) => response.end(request.headers.authorization ?? 'none'));
    const { url: elsewhere } = await server(storage);
    const { url } = await server(
      inTurn(status(302, { location: '/two' }), status(307, { location: elsewhere.href + 'blob?signature=x' })),
    );
    const response = await client().request({ url, headers: { Authorization: 'Bearer secret' } });
    expect(await response.text(100)).toBe('none');
    expect(response.url.host).toBe(elsewhere.host);
    expect(storage.requests[0]?.url).toBe('/blob?signature=x');
  });

  test('in a circle end', async () => {
    const listener = inTurn(status(302, { location: '/' }));
    const { url } = await server(listener);
    await expect(client().request({ url })).rejects.toThrow(`${url.host}: more than 10 redirects`);
    expect(listener.requests).toHaveLength(11);
  });

  test('of a POST are the caller’s', async () => {
    const { url } = await server(status(307, { location: '/x' }));
    expect((await client().request({ url, method: 'POST' })).status).toBe(307);
  });
});
