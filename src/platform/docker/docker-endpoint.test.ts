import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dockerEndpoint } from './docker-endpoint.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'seawall-docker-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function write(path: string, content: unknown): void {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}

function writeContext(name: string, host: unknown): string {
  const id = createHash('sha256').update(name).digest('hex');
  write(`.docker/contexts/meta/${id}/meta.json`, { Name: name, Endpoints: { docker: { Host: host } } });
  return id;
}

const endpoint = (environment: Record<string, string> = {}) => dockerEndpoint({ HOME: home, ...environment });

describe('the engine is found', () => {
  test('at this machine’s socket by default', () => {
    expect(endpoint()).toEqual({
      name: 'unix:///var/run/docker.sock',
      url: new URL('http://docker'),
      socketPath: '/var/run/docker.sock',
    });
    expect(dockerEndpoint({}).socketPath).toBe('/var/run/docker.sock');
  });

  test('at the socket of DOCKER_HOST', () => {
    expect(endpoint({ DOCKER_HOST: 'unix:///run/user/1000/docker.sock' }).socketPath).toBe(
      '/run/user/1000/docker.sock',
    );
  });

  test.each([
    ['tcp://engine.test:2375', 'http://engine.test:2375'],
    ['tcp://engine.test', 'http://engine.test:2375'],
    ['http://engine.test:8080', 'http://engine.test:8080'],
    ['https://engine.test:8443', 'https://engine.test:8443'],
    ['tcp://user:secret@engine.test:2375', 'http://engine.test:2375'],
    ['tcp://[::1]:2375', 'http://[::1]:2375'],
  ])('at %s', (host, origin) => {
    const found = endpoint({ DOCKER_HOST: host });
    expect(found.url.origin).toBe(origin);
    expect(found).not.toHaveProperty('socketPath');
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  test('by TLS with the certificates of DOCKER_CERT_PATH, trusting its CA alone', () => {
    for (const name of ['ca', 'cert', 'key']) write(`certs/${name}.pem`, name);
    const found = endpoint({
      DOCKER_HOST: 'tcp://engine.test',
      DOCKER_TLS_VERIFY: '1',
      DOCKER_CERT_PATH: join(home, 'certs'),
    });
    expect(found.url.origin).toBe('https://engine.test:2376');
    expect(found.tls).toEqual({ ca: 'ca', onlyCa: true, cert: 'cert', key: 'key' });
  });

  test('by TLS with the certificates beside config.json, or without any', () => {
    write('.docker/ca.pem', 'ca');
    expect(endpoint({ DOCKER_HOST: 'tcp://engine.test', DOCKER_TLS_VERIFY: '1' }).tls).toEqual({
      ca: 'ca',
      onlyCa: true,
    });
    const elsewhere = endpoint({
      DOCKER_HOST: 'tcp://e.test',
      DOCKER_TLS_VERIFY: '1',
      DOCKER_CERT_PATH: join(home, 'no'),
    });
    expect(elsewhere.tls).toEqual({});
  });

  test('by the current context, that of DOCKER_CONTEXT first, DOCKER_HOST before both', () => {
    writeContext('rootless', 'unix:///run/user/1/docker.sock');
    writeContext('other', 'unix:///other.sock');
    write('.docker/config.json', { currentContext: 'rootless' });
    expect(endpoint().socketPath).toBe('/run/user/1/docker.sock');
    expect(endpoint({ DOCKER_CONTEXT: 'other' }).socketPath).toBe('/other.sock');
    expect(endpoint({ DOCKER_CONTEXT: 'default' }).socketPath).toBe('/var/run/docker.sock');
    expect(endpoint({ DOCKER_CONTEXT: 'other', DOCKER_HOST: 'unix:///host.sock' }).socketPath).toBe('/host.sock');
  });

  test('by a context with certificates', () => {
    const id = writeContext('far', 'tcp://far.test:2376');
    for (const name of ['ca', 'cert', 'key']) write(`.docker/contexts/tls/${id}/docker/${name}.pem`, name);
    const found = endpoint({ DOCKER_CONTEXT: 'far' });
    expect(found.url.origin).toBe('https://far.test:2376');
    expect(found.tls).toMatchObject({ ca: 'ca', cert: 'cert' });
  });

  test('without a context when config.json has none or is malformed', () => {
    for (const content of [{ auths: {} }, '{', '[]', { currentContext: 3 }]) {
      write('.docker/config.json', content);
      expect(endpoint().socketPath).toBe('/var/run/docker.sock');
    }
  });
});

describe('a setting that cannot be used', () => {
  test.each([
    ['ssh://host', 'DOCKER_HOST names an engine by ssh, which is not supported'],
    ['npipe:////./pipe/docker_engine', 'by npipe'],
    ['unix://relative.sock', 'DOCKER_HOST is not unix:///PATH or tcp://HOST:PORT'],
    ['nonsense', 'DOCKER_HOST is not unix:///PATH'],
    ['tcp://', 'DOCKER_HOST is not unix:///PATH'],
    ['ftp://host', 'DOCKER_HOST is not unix:///PATH'],
  ])('%s is told', (host, message) => {
    const attempt = () => endpoint({ DOCKER_HOST: host });
    expect(attempt).toThrow(expect.objectContaining({ code: 'engine-unusable', kind: 'no-verdict' }));
    expect(attempt).toThrow(message);
  });

  test('a context that is not there, or has no engine, is told', () => {
    expect(() => endpoint({ DOCKER_CONTEXT: 'gone' })).toThrow(
      "the context 'gone' is not there; see 'docker context ls'",
    );
    writeContext('kube', undefined);
    expect(() => endpoint({ DOCKER_CONTEXT: 'kube' })).toThrow("the context 'kube' is not there");
    expect(() => endpoint({ DOCKER_CONTEXT: '../../etc\n' })).toThrow("the context '../../etc\\x0a' is not there");
  });
});
