import { isLoopback, type HttpClient, type HttpResponse } from '#kit/http';
import { imageError } from '../image-error.ts';
import { isObject } from '../json-fields.ts';
import { parseChallenges, type Challenge } from './challenge.ts';
import type { Credentials, FoundCredentials } from './credentials.ts';

const maxTokenBytes = 1 << 20;

/**
 * Makes the `Authorization` header of a repository: none until the registry asks, then Basic or a Bearer token
 * by the token protocol of the distribution project (GET, or OAuth2 POST for identity tokens).
 */
export class Authorizer {
  readonly #http: HttpClient;
  readonly #registry: string;
  readonly #scope: string;
  readonly #find: () => Promise<FoundCredentials>;
  #found: Promise<FoundCredentials> | undefined;
  #header: string | undefined;

  /** `find` looks credentials up; it is asked once, and only when the registry wants to know. */
  constructor(http: HttpClient, registry: string, repository: string, find: () => Promise<FoundCredentials>) {
    this.#http = http;
    this.#registry = registry;
    this.#scope = `repository:${repository}:pull`;
    this.#find = find;
  }

  /** What to send with the next request. */
  get headers(): Record<string, string> {
    return this.#header === undefined ? {} : { Authorization: this.#header };
  }

  /**
   * Takes up the challenge of a 401, also of one that ends an expired token.
   * @throws SeawallError `image-denied`
   */
  async answer(response: HttpResponse, signal: AbortSignal): Promise<void> {
    const challenges = parseChallenges(response.headers.get('www-authenticate') ?? '');
    this.#found ??= this.#find();
    const { credentials } = await this.#found;
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (credentials?.kind === 'bearer') this.#header = this.#fresh(`Bearer ${credentials.token}`);
    else if (bearer !== undefined)
      this.#header = `Bearer ${await this.#token(bearer, credentials, response.url, signal)}`;
    else if (challenges.some(({ scheme }) => scheme === 'basic') && credentials?.kind === 'password') {
      this.#header = this.#fresh(basic(credentials));
    } else throw await this.denied('the registry wants credentials');
  }

  /** Credentials that do not change are worth one attempt only. */
  #fresh(header: string): string {
    if (header !== this.#header) return header;
    throw imageError('image-denied', `${this.#registry}: the credentials are not accepted; log in again`);
  }

  /** The error for a refusal, with what could not be used when credentials were looked for. */
  async denied(why: string): Promise<Error> {
    this.#found ??= this.#find();
    const { credentials, problems } = await this.#found;
    const advice =
      credentials === undefined ? `run 'docker login ${this.#registry}' first` : 'check the rights of the account';
    const besides = problems.length === 0 ? '' : ` (${problems.join('; ')})`;
    return imageError('image-denied', `${this.#registry}: ${why}; ${advice}${besides}`);
  }

  async #token(
    challenge: Challenge,
    credentials: Exclude<Credentials, { kind: 'bearer' }> | undefined,
    from: URL,
    signal: AbortSignal,
  ): Promise<string> {
    const url = this.#realm(challenge, from);
    const service = challenge.parameters.get('service') ?? this.#registry;
    const scope = challenge.parameters.get('scope') ?? this.#scope;
    const response =
      credentials?.kind === 'identity'
        ? await this.#exchange(url, { service, scope, refresh_token: credentials.token }, signal)
        : await this.#ask(url, { service, scope }, credentials, signal);
    if (response.status === 401 || response.status === 403) {
      response.discard();
      throw await this.denied(credentials === undefined ? 'access is denied' : 'the credentials are not accepted');
    }
    if (response.status !== 200) {
      response.discard();
      throw imageError(
        'source-failed',
        `${url.host}: no token for ${this.#registry} (HTTP ${response.status}); try again`,
      );
    }
    return tokenOf(await response.json(maxTokenBytes), url.host);
  }

  /** Where tokens are made. Credentials never go there in the clear when the registry itself is reached by TLS. */
  #realm(challenge: Challenge, from: URL): URL {
    const realm = challenge.parameters.get('realm') ?? '';
    const url = URL.canParse(realm) ? new URL(realm) : undefined;
    const isSafe =
      url?.protocol === 'https:' ||
      (url?.protocol === 'http:' && (from.protocol === 'http:' || isLoopback(url.hostname)));
    if (url !== undefined && isSafe) return url;
    throw imageError('source-failed', `${this.#registry}: names no usable token service`);
  }

  #ask(url: URL, query: Record<string, string>, credentials: Credentials | undefined, signal: AbortSignal) {
    const asked = new URL(url);
    for (const [name, value] of Object.entries(query)) asked.searchParams.set(name, value);
    const headers: Record<string, string> =
      credentials?.kind === 'password' ? { Authorization: basic(credentials) } : {};
    return this.#http.request({ url: asked, headers, signal });
  }

  #exchange(url: URL, fields: Record<string, string>, signal: AbortSignal) {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'seawall', ...fields });
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return this.#http.request({
      url,
      method: 'POST',
      headers,
      body: Buffer.from(form.toString()),
      idempotent: true,
      signal,
    });
  }
}

function basic({ username, password }: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function tokenOf(answer: unknown, host: string): string {
  const { token, access_token: accessToken } = isObject(answer) ? answer : {};
  const text = typeof token === 'string' && token !== '' ? token : accessToken;
  // A header must not be split by what a token service answers.
  if (typeof text === 'string' && /^[\x21-\x7e]+$/.test(text)) return text;
  throw imageError('source-failed', `${host}: answered without a token`);
}
