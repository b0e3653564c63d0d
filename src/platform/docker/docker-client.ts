import { imageError } from '#image';
import { createHttpClient, type HttpClient, type HttpResponse } from '#kit/http';
import { printableStart, SeawallError } from '#model';
import { dockerEndpoint, type DockerEndpoint } from './docker-endpoint.ts';
import { EngineObject } from './engine-object.ts';

/** The newest version of the Engine API whose behaviour this client knows; an older engine is spoken to in its own. */
const newestVersion = '1.48';
const maxAnswerBytes = 32 << 20;
/** An export is prepared on disk before its first byte comes: minutes for a large image. The scan's own limit ends it. */
const exportTimeouts = { headers: 3_600_000, idle: 600_000 };

/** A typed client to the few calls of the Docker Engine API that scanning needs. */
export class DockerClient {
  readonly #http: HttpClient;
  readonly #endpoint: DockerEndpoint;
  readonly #signal: AbortSignal;
  #version = '';

  private constructor(http: HttpClient, endpoint: DockerEndpoint, signal: AbortSignal) {
    this.#http = http;
    this.#endpoint = endpoint;
    this.#signal = signal;
  }

  /**
   * Finds the engine, and agrees on a version with it.
   * @throws SeawallError when there is no engine, or none that this user may use
   */
  static async connect(
    environment: Readonly<Record<string, string | undefined>>,
    signal: AbortSignal,
  ): Promise<DockerClient> {
    const endpoint = dockerEndpoint(environment);
    const { socketPath, tls } = endpoint;
    const http = createHttpClient({
      environment,
      ...(socketPath !== undefined && { socketPath }),
      ...(tls !== undefined && { tls }),
      timeouts: { connect: 5000, headers: 60_000 },
      // An engine's 500 is its answer ("multiple IDs found"), not a passing fault.
      retry: { attempts: 1 },
    });
    const client = new DockerClient(http, endpoint, signal);
    try {
      await client.#negotiate(environment['DOCKER_API_VERSION']);
      return client;
    } catch (error) {
      http.close();
      throw error;
    }
  }

  /** Where the engine is, for people. */
  get name(): string {
    return this.#endpoint.name;
  }

  /** The version that is spoken: `1.41`. */
  get version(): string {
    return this.#version;
  }

  /** `GET path` as an object; undefined when the engine does not know it. */
  async find(path: string): Promise<EngineObject | undefined> {
    const response = await this.#get(path);
    if (response.status === 404) {
      response.discard();
      return undefined;
    }
    return new EngineObject(await this.#json(response));
  }

  /** `GET path` as a list of objects. */
  async list(path: string): Promise<EngineObject[]> {
    const answer = await this.#json(await this.#get(path));
    return Array.isArray(answer) ? answer.map((item) => new EngineObject(item)) : [];
  }

  /** `GET path` as a stream of bytes, which may be long in coming. */
  async *stream(path: string): AsyncGenerator<Buffer> {
    const response = await this.#get(path, exportTimeouts);
    if (response.status !== 200) throw await this.#failure(response);
    yield* response.body();
  }

  close(): void {
    this.#http.close();
  }

  async #negotiate(wished: string | undefined): Promise<void> {
    const response = await this.#request('/_ping');
    const offered = response.headers.get('api-version') ?? '';
    response.discard();
    if (response.status !== 200) throw await this.#failure(response);
    const own = wished !== undefined && isVersion(wished) ? wished : newestVersion;
    this.#version = isVersion(offered) && compareVersions(offered, own) < 0 ? offered : own;
  }

  #get(path: string, timeouts = {}): Promise<HttpResponse> {
    return this.#request(`/v${this.#version}${path}`, timeouts);
  }

  async #request(path: string, timeouts = {}): Promise<HttpResponse> {
    try {
      return await this.#http.request({ url: new URL(path, this.#endpoint.url), signal: this.#signal, timeouts });
    } catch (error) {
      if (!(error instanceof SeawallError)) throw error;
      throw new SeawallError(error.code, error.kind, `Docker engine: ${error.message}`, { cause: error });
    }
  }

  async #json(response: HttpResponse): Promise<unknown> {
    if (response.status !== 200) throw await this.#failure(response);
    return response.json(maxAnswerBytes);
  }

  async #failure(response: HttpResponse): Promise<SeawallError> {
    let message: string | undefined;
    try {
      message = new EngineObject(await response.json(64 << 10)).text('message');
    } catch {
      // Whatever it was, the status is what counts.
    }
    const said = message === undefined ? undefined : printableStart(message.replaceAll(/\s+/g, ' '), 200);
    const where = `Docker engine at ${this.#endpoint.name}`;
    return imageError('source-failed', `${where}: HTTP ${response.status}${said === undefined ? '' : `: ${said}`}`);
  }
}

function isVersion(text: string): boolean {
  return /^\d{1,3}\.\d{1,3}$/.test(text);
}

function compareVersions(left: string, right: string): number {
  const [a = 0, b = 0] = left.split('.').map(Number);
  const [c = 0, d = 0] = right.split('.').map(Number);
  return a - c || b - d;
}

/** True when version `version` is at least `least`. */
export function isAtLeast(version: string, least: string): boolean {
  return compareVersions(version, least) >= 0;
}
