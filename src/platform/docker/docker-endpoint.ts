import { printableStart } from '#model';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageError } from '#image';
import type { TlsOptions } from '#kit/http';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the engine is, as Docker's own command line would find it. */
export interface DockerEndpoint {
  /** For people: `unix:///var/run/docker.sock`. */
  name: string;
  /** The base of its URLs; with a socket the host means nothing. */
  url: URL;
  socketPath?: string;
  tls?: TlsOptions;
}

const defaultHost = 'unix:///var/run/docker.sock';
const maxFileBytes = 1 << 20;

/**
 * Finds the engine: `DOCKER_HOST` (with `DOCKER_TLS_VERIFY` and `DOCKER_CERT_PATH`), else the context of
 * `DOCKER_CONTEXT` or `docker context use`, else the socket of this machine.
 * @throws SeawallError when the setting cannot be used
 */
export function dockerEndpoint(environment: Environment): DockerEndpoint {
  const { DOCKER_HOST, DOCKER_CONTEXT, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH, DOCKER_CONFIG, HOME } = environment;
  const folder = DOCKER_CONFIG || (HOME && join(HOME, '.docker')) || '';
  if (DOCKER_HOST) {
    const certificates = DOCKER_TLS_VERIFY ? DOCKER_CERT_PATH || folder : undefined;
    return parseHost(DOCKER_HOST, certificates, 'DOCKER_HOST');
  }
  const context = DOCKER_CONTEXT || (folder === '' ? undefined : currentContext(folder));
  if (context === undefined || context === 'default') return parseHost(defaultHost, undefined, '');
  return readContext(folder, context);
}

function parseHost(host: string, certificates: string | undefined, from: string): DockerEndpoint {
  const bad = (why: string) => imageError('engine-unusable', `Docker engine: ${from} ${why}`);
  const [scheme, rest = ''] = host.split('://', 2);
  if (scheme === 'unix' && rest.startsWith('/')) return { name: host, url: new URL('http://docker'), socketPath: rest };
  if (scheme === 'ssh' || scheme === 'npipe' || scheme === 'fd') {
    throw bad(`names an engine by ${scheme}, which is not supported; use a socket or tcp`);
  }
  const secure = scheme === 'https' || certificates !== undefined;
  const isTcp = scheme === 'tcp' || scheme === 'http' || scheme === 'https';
  const text = `${secure ? 'https' : 'http'}://${rest}`;
  if (!isTcp || !URL.canParse(text)) throw bad('is not unix:///PATH or tcp://HOST:PORT');
  const url = new URL(text);
  // Without a port a URL means 80 or 443; engines listen elsewhere.
  if (url.port === '' && scheme === 'tcp') url.port = secure ? '2376' : '2375';
  url.username = '';
  url.password = '';
  const tls = certificates === undefined ? undefined : readCertificates(certificates);
  return { name: `tcp://${url.host}`, url, ...(tls !== undefined && { tls }) };
}

/** `ca.pem`, `cert.pem` and `key.pem`: with a CA of its own, the engine is trusted by that one alone, as Docker does. */
function readCertificates(folder: string): TlsOptions {
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readOptional(join(folder, name)));
  return {
    ...(ca !== undefined && { ca, onlyCa: true }),
    ...(cert !== undefined && key !== undefined && { cert, key }),
  };
}

function currentContext(folder: string): string | undefined {
  const { currentContext: name } = parseObject(readOptional(join(folder, 'config.json')) ?? '{}') ?? {};
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** The store of contexts: a folder for each, named by the SHA-256 of the context's name. */
function readContext(folder: string, name: string): DockerEndpoint {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = parseObject(readOptional(join(folder, 'contexts/meta', id, 'meta.json')) ?? '');
  const docker = asObject(asObject(meta?.['Endpoints'])?.['docker']);
  const host = docker?.['Host'];
  if (typeof host !== 'string' || host === '') {
    throw imageError(
      'engine-unusable',
      `Docker engine: the context '${printableStart(name, 100)}' is not there; see 'docker context ls'`,
    );
  }
  const certificates = join(folder, 'contexts/tls', id, 'docker');
  const hasTls = readOptional(join(certificates, 'ca.pem')) !== undefined;
  return parseHost(host, hasTls ? certificates : undefined, `the context '${printableStart(name, 100)}'`);
}

function readOptional(file: string): string | undefined {
  try {
    const bytes = readFileSync(file);
    return bytes.length > maxFileBytes ? undefined : bytes.toString('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw imageError('engine-unusable', `Docker engine: ${file} cannot be read (${code ?? 'unknown'})`, error);
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}
