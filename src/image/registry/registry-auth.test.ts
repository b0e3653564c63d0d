import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpenedImage } from '../source.ts';
import type { RunHelper } from './credential-helper.ts';
import { fakeRegistry, putImage, type FakeRegistry } from './fake-registry.test-kit.ts';
import { createRegistrySource } from './registry-source.ts';

let registry: FakeRegistry;
let folder: string;
beforeEach(async () => {
  registry = await fakeRegistry();
  folder = mkdtempSync(join(tmpdir(), 'seawall-auth-'));
  putImage(registry, '1');
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await registry.close();
});

const clock = { now: () => 0, random: () => 1, sleep: () => Promise.resolve() };

async function open(
  auth?: object,
  runHelper: RunHelper = () => Promise.resolve({ kind: 'none' }),
): Promise<OpenedImage> {
  if (auth !== undefined) writeFileSync(join(folder, 'config.json'), JSON.stringify(auth));
  const options = { signal: new AbortController().signal, environment: { DOCKER_CONFIG: folder } };
  const image = await createRegistrySource({ clock, runHelper }).open(`${registry.host}/team/app:1`, options);
  if (image === undefined) throw new Error('nothing was opened');
  return image;
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const login = (user: string, password: string) => ({
  auths: { [registry.host]: { auth: Buffer.from(`${user}:${password}`).toString('base64') } },
});
const reply = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): true => {
  response.writeHead(status, headers).end(JSON.stringify(body));
  return true;
};

/** Makes the registry want a Bearer token, and answer the token request itself by `give`. */
function wantToken(give: (request: IncomingMessage, response: ServerResponse, body: string) => unknown): {
  tokens: string[];
} {
  const state = { tokens: [] as string[] };
  registry.fault = (request, response, body) => {
    if (request.url!.startsWith('/token')) {
      const token = give(request, response, body);
      if (response.writableEnded) return true;
      state.tokens.push(String(token));
      return reply(response, 200, { token });
    }
    if (!request.url!.startsWith('/v2/team/')) return false;
    if (request.headers.authorization === `Bearer ${state.tokens.at(-1)}`) return false;
    const challenge = `Bearer realm="http://${registry.host}/token",service="test registry",scope="repository:team/app:pull"`;
    return reply(response, 401, {}, { 'www-authenticate': challenge });
  };
  return state;
}

const tokenRequests = () => registry.requests.filter(({ line }) => line.includes('/token'));

describe('a bearer token', () => {
  test('is fetched without credentials for a public image, for what the challenge asks', async () => {
    wantToken(() => 'anonymous');
    expect((await open()).layers).toHaveLength(2);
    expect(tokenRequests()).toEqual([
      { line: 'GET /token?service=test+registry&scope=repository%3Ateam%2Fapp%3Apull', body: '' },
    ]);
  });

  test('is fetched with user and password where there are some, and serves all requests', async () => {
    wantToken(() => 'for-user');
    const image = await open(login('user', 'pass'));
    for await (const { bytes } of image.read(image.layers)) {
      if (bytes.kind === 'stream') for await (const chunk of bytes.stream) expect(chunk.length).toBeGreaterThan(0);
    }
    expect(tokenRequests().map(({ authorization }) => authorization)).toEqual([basic('user:pass')]);
    const others = registry.requests.filter(({ line }) => line.includes('/v2/team/')).slice(1);
    expect(others.map(({ authorization }) => authorization)).toEqual(Array(5).fill('Bearer for-user'));
  });

  test('that has expired is fetched anew', async () => {
    let count = 0;
    const state = wantToken(() => `token-${(count += 1)}`);
    const image = await open();
    state.tokens.push('expired now');
    for await (const { bytes } of image.read(image.layers.slice(0, 1))) {
      if (bytes.kind === 'stream') for await (const chunk of bytes.stream) expect(chunk.length).toBeGreaterThan(0);
    }
    expect(state.tokens.at(-1)).toBe('token-2');
  });

  test('is fetched by OAuth2 POST for an identity token', async () => {
    wantToken(() => 'exchanged');
    await open({ auths: { [registry.host]: { identitytoken: 'refresh me' } } });
    const [request] = tokenRequests();
    expect(request?.line).toBe('POST /token');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'refresh_token',
      client_id: 'seawall',
      service: 'test registry',
      scope: 'repository:team/app:pull',
      refresh_token: 'refresh me',
    });
  });

  test('may be called access_token', async () => {
    wantToken((_, response) => reply(response, 200, { access_token: 'other' }));
    await expect(open()).rejects.toMatchObject({ code: 'image-denied' });
    expect(registry.requests.some(({ authorization }) => authorization === 'Bearer other')).toBe(true);
  });

  test('from a credential helper’s password', async () => {
    wantToken(() => 'helped');
    await open({ credsStore: 'x' }, () => Promise.resolve({ kind: 'found', username: 'h', secret: 's' }));
    expect(tokenRequests()[0]?.authorization).toBe(basic('h:s'));
  });

  test('that is written in the file is sent as it stands', async () => {
    const state = wantToken(() => 'never');
    state.tokens.push('written');
    await open({ auths: { [registry.host]: { registrytoken: 'written' } } });
    expect(tokenRequests()).toEqual([]);
  });

  test.each([
    ['an empty answer', {}],
    ['a token with a line break', { token: 'a\r\nX: y' }],
    ['a number', { token: 3 }],
    ['null', null],
  ])('is none in %s', async (_, answer) => {
    wantToken((__, response) => reply(response, 200, answer));
    await expect(open()).rejects.toMatchObject({
      code: 'source-failed',
      message: `${registry.host}: answered without a token`,
    });
  });

  test('that is refused at once ends after a few attempts', async () => {
    wantToken((_, response) => reply(response, 200, { token: 'wrong' }));
    await expect(open()).rejects.toMatchObject({ code: 'image-denied' });
    expect(tokenRequests().length).toBeLessThan(4);
  });

  test('from a service that fails is told', async () => {
    wantToken((_, response) => reply(response, 400, {}));
    await expect(open()).rejects.toMatchObject({
      code: 'source-failed',
      message: expect.stringContaining('no token for'),
    });
  });
});

describe('access that is denied', () => {
  test('without credentials says how to log in, and what was wrong with the files', async () => {
    wantToken((_, response) => reply(response, 401, {}));
    const failing: RunHelper = () =>
      Promise.resolve({ kind: 'failed', why: 'docker-credential-desktop is not installed' });
    await expect(open({ credsStore: 'desktop' }, failing)).rejects.toMatchObject({
      code: 'image-denied',
      kind: 'usage',
      message: `${registry.host}: access is denied; run 'docker login ${registry.host}' first (docker-credential-desktop is not installed)`,
    });
  });

  test.each(['token', 'registry'])('with credentials by the %s never shows them', async (by) => {
    wantToken((_, response) => (by === 'token' ? reply(response, 403, { details: 'hunter2' }) : 'given'));
    if (by === 'registry')
      registry.fault = (_, response) => reply(response, 403, { errors: [{ code: 'DENIED', message: 'hunter2' }] });
    const attempt = open(login('somebody', 'hunter2'));
    await expect(attempt).rejects.toMatchObject({
      code: 'image-denied',
      message: expect.stringContaining('check the rights'),
    });
    await expect(attempt).rejects.not.toThrow(/hunter2|somebody|Basic/);
  });
});

describe('basic authentication', () => {
  const wantBasic = (accepted: string) => {
    registry.fault = (request, response) =>
      request.headers.authorization !== basic(accepted) &&
      reply(response, 401, {}, { 'www-authenticate': 'Basic realm="x"' });
  };

  test('is used when the registry asks for it, and not before', async () => {
    wantBasic('user:pass');
    await open(login('user', 'pass'));
    const sent = registry.requests
      .filter(({ line }) => line.includes('/team/'))
      .map(({ authorization }) => authorization);
    expect(sent).toEqual([undefined, ...Array(3).fill(basic('user:pass'))]);
  });

  test('with wrong credentials is tried once', async () => {
    wantBasic('user:pass');
    await expect(open(login('user', 'hunter2'))).rejects.toMatchObject({
      code: 'image-denied',
      message: `${registry.host}: the credentials are not accepted; log in again`,
    });
    expect(registry.requests.filter(({ authorization }) => authorization !== undefined)).toHaveLength(1);
  });

  test('without credentials says how to log in', async () => {
    wantBasic('user:pass');
    await expect(open()).rejects.toThrow(`the registry wants credentials; run 'docker login ${registry.host}' first`);
  });

  test('credentials are not sent on to storage elsewhere', async () => {
    const seen: (string | undefined)[] = [];
    const storage = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end(registry.blobs.get(`sha256:${request.url!.slice(1)}`));
    });
    await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
    const { port } = storage.address() as AddressInfo;
    registry.fault = (request, response) => {
      if (request.headers.authorization !== basic('u:p')) {
        return reply(response, 401, {}, { 'www-authenticate': 'Basic realm="x"' });
      }
      const [, hex] = /blobs\/sha256:(.*)$/.exec(request.url!) ?? [];
      return hex !== undefined && reply(response, 307, {}, { location: `http://127.0.0.1:${port}/${hex}` });
    };
    try {
      expect((await open(login('u', 'p'))).layers).toHaveLength(2);
      expect(seen).toEqual([undefined]);
    } finally {
      storage.closeAllConnections();
      storage.close();
    }
  });
});

describe('a hostile challenge', () => {
  test.each(['ftp://auth.test/', 'nonsense', ''])('with the realm %j is refused', async (realm) => {
    registry.fault = (_, response) => reply(response, 401, {}, { 'www-authenticate': `Bearer realm="${realm}"` });
    await expect(open(login('u', 'p'))).rejects.toMatchObject({
      code: 'source-failed',
      message: `${registry.host}: names no usable token service`,
    });
  });
});
