import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../json-fields.ts';
import type { RunHelper } from './credential-helper.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a registry takes as proof of who asks. */
export type Credentials =
  | { kind: 'password'; username: string; password: string }
  /** An OAuth2 refresh token, from `docker login` with an identity provider. */
  | { kind: 'identity'; token: string }
  /** A bearer token that is sent as it stands. */
  | { kind: 'bearer'; token: string };

/** Credentials, where they were found, and what could not be used on the way: told when access is denied. */
export interface FoundCredentials {
  credentials?: Credentials;
  problems: string[];
}

const dockerHub = 'https://index.docker.io/v1/';
const maxFileBytes = 4 << 20;

/** The files that hold credentials, first one first: podman's choice by variable, Docker's, then podman's defaults. */
export function credentialFiles(environment: Environment): string[] {
  const { REGISTRY_AUTH_FILE, DOCKER_CONFIG, HOME, XDG_RUNTIME_DIR, XDG_CONFIG_HOME } = environment;
  const configHome = XDG_CONFIG_HOME || (HOME && join(HOME, '.config'));
  const docker = DOCKER_CONFIG || (HOME && join(HOME, '.docker'));
  return [
    REGISTRY_AUTH_FILE,
    docker && join(docker, 'config.json'),
    XDG_RUNTIME_DIR && join(XDG_RUNTIME_DIR, 'containers/auth.json'),
    configHome && join(configHome, 'containers/auth.json'),
  ].filter(isFilled);
}

/**
 * Finds credentials for a repository. In each file, as Docker does: the helper for this registry, the general helper,
 * then what is written there. Helpers are run by `runHelper`.
 */
export async function findCredentials(
  registry: string,
  repository: string,
  environment: Environment,
  runHelper: RunHelper,
): Promise<FoundCredentials> {
  const problems: string[] = [];
  for (const file of credentialFiles(environment)) {
    const config = readConfig(file, problems);
    if (config === undefined) continue;
    for (const helper of helpersFor(config, registry)) {
      const answer = await runHelper(helper, registry === 'docker.io' ? dockerHub : registry, environment);
      if (answer.kind === 'found') return { credentials: fromHelper(answer), problems };
      if (answer.kind === 'failed') problems.push(answer.why);
    }
    const credentials = writtenCredentials(config, registry, repository);
    if (credentials !== undefined) return { credentials, problems };
  }
  return { problems };
}

function readConfig(file: string, problems: string[]): JsonObject | undefined {
  try {
    const bytes = readFileSync(file);
    const config: unknown = bytes.length > maxFileBytes ? undefined : JSON.parse(bytes.toString('utf8'));
    if (isObject(config)) return config;
    problems.push(`${file} is not a configuration of registries`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR')
      problems.push(`${file} cannot be read${code === undefined ? '' : ` (${code})`}`);
  }
  return undefined;
}

function helpersFor(config: JsonObject, registry: string): string[] {
  const { credHelpers, credsStore } = config;
  const own = isObject(credHelpers) ? hostKeys(registry).map((key) => ownValue(credHelpers, key)) : [];
  return [...own, credsStore].filter((helper): helper is string => typeof helper === 'string' && helper !== '');
}

function fromHelper({ username, secret }: { username: string; secret: string }): Credentials {
  // The protocol of credential helpers marks an identity token by this user name.
  return username === '<token>'
    ? { kind: 'identity', token: secret }
    : { kind: 'password', username, password: secret };
}

function writtenCredentials(config: JsonObject, registry: string, repository: string): Credentials | undefined {
  const { auths } = config;
  if (!isObject(auths)) return undefined;
  for (const key of [...namespaceKeys(registry, repository), ...hostKeys(registry)]) {
    const entry = ownValue(auths, key);
    const credentials = isObject(entry) ? parseEntry(entry) : undefined;
    if (credentials !== undefined) return credentials;
  }
  return undefined;
}

/** The ways in which tools write a registry's name as a key. */
function hostKeys(registry: string): string[] {
  const names = registry === 'docker.io' ? [registry, 'index.docker.io', 'registry-1.docker.io'] : [registry];
  return names.flatMap((name) => [
    name,
    `https://${name}/v1/`,
    `https://${name}`,
    `https://${name}/`,
    `https://${name}/v2/`,
    `http://${name}`,
  ]);
}

/** containers-auth.json(5): a key may name a repository or a folder of them; the longest wins. */
function namespaceKeys(registry: string, repository: string): string[] {
  const parts = repository.split('/');
  return parts.map((_, at) => [registry, ...parts.slice(0, parts.length - at)].join('/'));
}

function ownValue(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function parseEntry(entry: JsonObject): Credentials | undefined {
  const { auth, identitytoken: identity, registrytoken: bearer, username, password } = entry;
  if (isFilled(identity)) return { kind: 'identity', token: identity };
  if (isFilled(bearer)) return { kind: 'bearer', token: bearer };
  if (isFilled(auth)) {
    const text = Buffer.from(auth, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon < 1) return undefined;
    // Docker has written passwords padded with NUL.
    return { kind: 'password', username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, '') };
  }
  return isFilled(username) && isFilled(password) ? { kind: 'password', username, password } : undefined;
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
