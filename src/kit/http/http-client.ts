import { SeawallError } from '#model';
import { systemClock, type HttpClock } from './clock.ts';
import { Connections, type ConnectionOptions } from './connections.ts';
import { defaultTimeouts, exchange, type HttpTimeouts } from './exchange.ts';
import { httpError, isUnknownIssuer } from './http-error.ts';
import { httpResponse, type HttpResponse } from './http-response.ts';
import { followRedirect } from './redirect.ts';
import { defaultRetryPolicy, isPassingError, isPassingStatus, retryDelay, type RetryPolicy } from './retry.ts';

export interface HttpClientOptions extends ConnectionOptions {
  timeouts?: Partial<HttpTimeouts>;
  retry?: Partial<RetryPolicy>;
  clock?: HttpClock;
}

export interface HttpRequest {
  url: URL;
  /** Default GET. Only GET and HEAD are repeated and follow redirects, unless `idempotent` says that it may be repeated. */
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: Buffer;
  idempotent?: boolean;
  /** Instead of the client's, for an answer that takes long to make. */
  timeouts?: Partial<HttpTimeouts>;
  signal?: AbortSignal | undefined;
}

export interface HttpClient {
  /**
   * Sends a request, follows redirects, tries again what passes, and resolves with any status.
   * @throws SeawallError with an `HttpErrorCode`, or the signal's reason
   */
  request(request: HttpRequest): Promise<HttpResponse>;
  /** Ends all connections. */
  close(): void;
}

const maxRedirects = 10;

/** Makes a client with its own connections. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  return new Client(options);
}

class Client implements HttpClient {
  readonly #options: HttpClientOptions;
  readonly #connections: Connections;
  readonly #timeouts: HttpTimeouts;
  readonly #policy: RetryPolicy;
  readonly #clock: HttpClock;

  constructor(options: HttpClientOptions) {
    this.#options = options;
    this.#connections = new Connections(options);
    this.#timeouts = { ...defaultTimeouts, ...options.timeouts };
    this.#policy = { ...defaultRetryPolicy, ...options.retry };
    this.#clock = options.clock ?? systemClock;
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const attempts = isSafe(request) || request.idempotent === true ? this.#policy.attempts : 1;
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt >= attempts;
      let wait: number;
      try {
        const response = await this.#redirected(request);
        if (last || !isPassingStatus(response.status)) return response;
        response.discard();
        wait = retryDelay(this.#policy, attempt, response.headers.get('retry-after'), this.#clock);
      } catch (error) {
        if (last || !(error instanceof SeawallError) || !isPassingError(error.code, error.cause)) throw error;
        wait = retryDelay(this.#policy, attempt, undefined, this.#clock);
      }
      await this.#clock.sleep(wait, request.signal);
    }
  }

  async #redirected(request: HttpRequest): Promise<HttpResponse> {
    const follows = isSafe(request) && this.#options.socketPath === undefined;
    let { url, headers = {} } = request;
    for (let hops = 0; hops <= maxRedirects; hops += 1) {
      const response = await this.#once(request, url, headers);
      const next = follows ? followOrDiscard(response, headers) : undefined;
      if (next === undefined) return response;
      ({ url, headers } = next);
      response.discard();
    }
    throw httpError('http-redirect', `${request.url.host}: more than ${maxRedirects} redirects`);
  }

  async #once(request: HttpRequest, url: URL, headers: Readonly<Record<string, string>>): Promise<HttpResponse> {
    const { socketPath } = this.#options;
    const host = socketPath === undefined ? url.host : `unix:${socketPath}`;
    const message = await this.#send(request, url, headers, host).catch((error: unknown) => {
      // A certificate is checked before anything is sent, so that even a POST may be sent again.
      if (!isUnknownIssuer(error) || !this.#connections.trustSystem()) throw error;
      return this.#send(request, url, headers, host);
    });
    const { idle } = { ...this.#timeouts, ...request.timeouts };
    return httpResponse(message, url, host, idle, request.signal);
  }

  #send(
    { method = 'GET', body, signal, timeouts }: HttpRequest,
    url: URL,
    headers: Readonly<Record<string, string>>,
    host: string,
  ) {
    const options = {
      method,
      // Only identity: what is fetched is compressed already, and decoders of transfer encodings are attack surface.
      headers: { 'User-Agent': 'seawall', ...headers, 'Accept-Encoding': 'identity' },
      ...this.#connections.optionsFor(url),
    };
    return exchange({ url, options, body, host, timeouts: { ...this.#timeouts, ...timeouts }, signal });
  }

  close(): void {
    this.#connections.close();
  }
}

function isSafe({ method = 'GET' }: HttpRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

function followOrDiscard(response: HttpResponse, headers: Readonly<Record<string, string>>) {
  try {
    return followRedirect(response.url, response.status, response.headers.get('location'), headers);
  } catch (error) {
    response.discard();
    throw error;
  }
}
