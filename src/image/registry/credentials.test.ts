import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HelperAnswer } from './credential-helper.ts';
import { credentialFiles, findCredentials } from './credentials.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'seawall-auth-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function write(path: string, content: unknown): void {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}

const basic = (user: string, password: string) => ({ auth: Buffer.from(`${user}:${password}`).toString('base64') });

async function find(
  registry: string,
  repository = 'team/app',
  environment: Record<string, string> = {},
  answers: Record<string, HelperAnswer> = {},
) {
  const asked: string[] = [];
  const found = await findCredentials(registry, repository, { HOME: home, ...environment }, (name, server) => {
    asked.push(`${name} ${server}`);
    return Promise.resolve(answers[name] ?? { kind: 'none' });
  });
  return { ...found, asked };
}

const password = (username: string, secret: string) => ({ kind: 'password', username, password: secret });

describe('the files', () => {
  test('are those of podman’s variable, Docker and podman, in this order', () => {
    expect(
      credentialFiles({
        HOME: '/h',
        DOCKER_CONFIG: '/d',
        REGISTRY_AUTH_FILE: '/r.json',
        XDG_RUNTIME_DIR: '/run/u',
        XDG_CONFIG_HOME: '/c',
      }),
    ).toEqual(['/r.json', '/d/config.json', '/run/u/containers/auth.json', '/c/containers/auth.json']);
    expect(credentialFiles({ HOME: '/h' })).toEqual(['/h/.docker/config.json', '/h/.config/containers/auth.json']);
    expect(credentialFiles({})).toEqual([]);
  });

  test('are asked one after the other until one has the registry', async () => {
    write('.docker/config.json', { auths: { 'other.test': basic('o', 'o') } });
    write('run/containers/auth.json', { auths: { 'registry.test': basic('podman', 'p') } });
    const { credentials } = await find('registry.test', 'a', { XDG_RUNTIME_DIR: join(home, 'run') });
    expect(credentials).toEqual(password('podman', 'p'));
  });

  test('that are missing are no problem, those that are malformed are told', async () => {
    expect(await find('registry.test')).toEqual({ problems: [], asked: [] });
    write('.docker/config.json', '{"auths": hunter2');
    const { problems } = await find('registry.test');
    expect(problems).toEqual([expect.stringContaining('config.json cannot be read')]);
    expect(problems.join()).not.toContain('hunter2');
    write('.docker/config.json', '[]');
    expect((await find('registry.test')).problems).toEqual([expect.stringContaining('is not a configuration')]);
  });
});

describe('written credentials', () => {
  test.each([
    ['registry.test:5000', 'registry.test:5000'],
    ['registry.test:5000', 'https://registry.test:5000'],
    ['registry.test:5000', 'https://registry.test:5000/v2/'],
    ['registry.test:5000', 'http://registry.test:5000'],
    ['docker.io', 'https://index.docker.io/v1/'],
    ['docker.io', 'docker.io'],
  ])('for %s may stand under %s', async (registry, key) => {
    write('.docker/config.json', { auths: { [key]: basic('u', 'p:with:colons') } });
    expect((await find(registry)).credentials).toEqual(password('u', 'p:with:colons'));
  });

  test('for another port or host are not used', async () => {
    write('.docker/config.json', {
      auths: { 'registry.test:5001': basic('u', 'p'), 'sub.registry.test': basic('u', 'p') },
    });
    expect(await find('registry.test:5000')).not.toHaveProperty('credentials');
  });

  test('of the longest name that fits win', async () => {
    write('.docker/config.json', {
      auths: {
        'registry.test': basic('all', 'p'),
        'registry.test/team': basic('team', 'p'),
        'registry.test/team/app': basic('app', 'p'),
        'registry.test/team/application': basic('no', 'p'),
      },
    });
    expect((await find('registry.test', 'team/app')).credentials).toEqual(password('app', 'p'));
    expect((await find('registry.test', 'team/other/x')).credentials).toEqual(password('team', 'p'));
    expect((await find('registry.test', 'else')).credentials).toEqual(password('all', 'p'));
  });

  test.each([
    [
      { identitytoken: 'refresh', ...basic('u', '') },
      { kind: 'identity', token: 'refresh' },
    ],
    [{ registrytoken: 'bearer' }, { kind: 'bearer', token: 'bearer' }],
    [{ username: 'u', password: 'p' }, password('u', 'p')],
    [basic('u', 'padded\0\0'), password('u', 'padded')],
    [{}, undefined],
    [{ auth: '' }, undefined],
    [{ auth: Buffer.from('nocolon').toString('base64') }, undefined],
    [{ auth: 3 }, undefined],
    ['text', undefined],
  ])('%j give %j', async (entry, expected) => {
    write('.docker/config.json', { auths: { 'registry.test': entry } });
    expect((await find('registry.test')).credentials).toEqual(expected);
  });

  test('are never taken from the prototype of an object', async () => {
    write('.docker/config.json', { auths: {}, credHelpers: {} });
    expect(await find('constructor')).toEqual({ problems: [], asked: [] });
  });
});

describe('helpers', () => {
  test('for the registry come before the general one, and both before what is written', async () => {
    write('.docker/config.json', {
      auths: { 'registry.test': basic('written', 'w') },
      credHelpers: { 'registry.test': 'own' },
      credsStore: 'general',
    });
    const own = await find('registry.test', 'a', {}, { own: { kind: 'found', username: 'o', secret: 's' } });
    expect(own.credentials).toEqual(password('o', 's'));
    expect(own.asked).toEqual(['own registry.test']);
    const general = await find('registry.test', 'a', {}, { general: { kind: 'found', username: 'g', secret: 's' } });
    expect(general.credentials).toEqual(password('g', 's'));
    expect((await find('registry.test')).credentials).toEqual(password('written', 'w'));
  });

  test('are asked for Docker Hub under its old name', async () => {
    write('.docker/config.json', { credsStore: 'general' });
    expect((await find('docker.io')).asked).toEqual(['general https://index.docker.io/v1/']);
  });

  test('may answer with an identity token', async () => {
    write('.docker/config.json', { credsStore: 'general' });
    const { credentials } = await find(
      'r.test',
      'a',
      {},
      { general: { kind: 'found', username: '<token>', secret: 't' } },
    );
    expect(credentials).toEqual({ kind: 'identity', token: 't' });
  });

  test('that cannot be used are told, and the search goes on', async () => {
    write('.docker/config.json', { credsStore: 'desktop', auths: { 'r.test': basic('u', 'p') } });
    const found = await find(
      'r.test',
      'a',
      {},
      { desktop: { kind: 'failed', why: 'docker-credential-desktop is not installed' } },
    );
    expect(found.credentials).toEqual(password('u', 'p'));
    expect(found.problems).toEqual(['docker-credential-desktop is not installed']);
  });
});
