import type { HttpClient, HttpClock, HttpResponse } from '#kit/http';
import { SeawallError } from '#model';
import { isDigest, verifyDigest } from '../digest.ts';
import { imageError } from '../image-error.ts';
import { isObject } from '../json-fields.ts';
import { manifestMediaTypes, maxManifestBytes, parseManifest, type ImageIndex } from '../manifest.ts';
import type { ImageRoot } from '../resolve-image.ts';
import type { Authorizer } from './authorizer.ts';
import { formatReference, type RegistryReference } from './reference.ts';
import { resumingStream } from './resuming-stream.ts';

const maxErrorBytes = 64 << 10;

/** One repository of a registry (OCI distribution specification 1.1, "Pull"). */
export class RegistryClient {
  readonly #http: HttpClient;
  readonly #authorizer: Authorizer;
  readonly #reference: RegistryReference;
  readonly #base: URL;
  readonly #signal: AbortSignal;
  readonly #clock: HttpClock;

  /** `origin` is where the registry is reached: scheme, host and port. */
  constructor(
    http: HttpClient,
    authorizer: Authorizer,
    reference: RegistryReference,
    origin: URL,
    signal: AbortSignal,
    clock: HttpClock,
  ) {
    this.#http = http;
    this.#authorizer = authorizer;
    this.#reference = reference;
    this.#base = new URL(`/v2/${reference.repository}/`, origin);
    this.#signal = signal;
    this.#clock = clock;
  }

  /**
   * Fetches the manifest or index that the reference names. A digest in it is verified, as is the one that the
   * registry claims for a tag.
   */
  async root(): Promise<ImageRoot> {
    const { tag = '', digest } = this.#reference;
    const response = await this.#get(`manifests/${digest ?? tag}`, { Accept: manifestMediaTypes.join(', ') });
    const bytes = await response.bytes(maxManifestBytes);
    const claimed = response.headers.get('docker-content-digest');
    if (digest !== undefined) verifyDigest(bytes, digest, 'the image manifest');
    else if (isDigest(claimed)) verifyDigest(bytes, claimed, 'the image manifest');
    const mediaType = response.headers.get('content-type');
    return { bytes, ...(mediaType !== undefined && { mediaType }) };
  }

  /** Fetches a manifest by digest; the caller verifies it. */
  async manifest(digest: string, limit: number): Promise<Buffer> {
    const response = await this.#get(`manifests/${digest}`, { Accept: manifestMediaTypes.join(', ') });
    return response.bytes(limit);
  }

  /**
   * What the registry says refers to a manifest: signatures, bills of materials, VEX. Undefined when it does not tell: many
   * know no such question, and no image is worse for that.
   */
  async referrers(digest: string): Promise<ImageIndex | undefined> {
    try {
      const response = await this.#get(`referrers/${digest}`, { Accept: manifestMediaTypes[0] ?? '' });
      const parsed = parseManifest(await response.bytes(maxManifestBytes));
      return parsed.kind === 'index' ? parsed : undefined;
    } catch (error) {
      if (error instanceof SeawallError) return undefined;
      throw error;
    }
  }

  /** Fetches a small blob; the caller verifies it. */
  async blob(digest: string, limit: number): Promise<Buffer> {
    return (await this.#get(`blobs/${digest}`)).bytes(limit);
  }

  /** Streams a blob of `size` bytes, going on where a connection broke off; the reader verifies the digest. */
  stream(digest: string, size: number): AsyncIterable<Buffer> {
    const open = (headers: Record<string, string>) => this.#get(`blobs/${digest}`, headers);
    return resumingStream(open, size, `${this.#reference.registry}: layer ${digest}`, this.#clock, this.#signal);
  }

  async #get(path: string, headers: Record<string, string> = {}): Promise<HttpResponse> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.#http.request({
        url: new URL(path, this.#base),
        headers: { ...headers, ...this.#authorizer.headers },
        signal: this.#signal,
      });
      if (response.status === 200 || response.status === 206) return response;
      if (response.status !== 401 || attempt > 2) throw await this.#failure(response);
      response.discard();
      await this.#authorizer.answer(response, this.#signal);
    }
  }

  /** The error for a status, with the registry's own error code (never its text, which may repeat what was sent). */
  async #failure(response: HttpResponse): Promise<Error> {
    const { status } = response;
    const code = await errorCode(response);
    const name = formatReference(this.#reference);
    const said = `HTTP ${status}${code === undefined ? '' : ` ${code}`}`;
    if (status === 404) return imageError('image-not-found', `${name}: the registry has no such image (${said})`);
    if (status === 401 || status === 403) {
      return this.#authorizer.denied(`no access to ${name}, or no such image (${said})`);
    }
    if (status === 429) {
      return imageError('source-failed', `${name}: the registry limits requests (${said}); log in or try again later`);
    }
    return imageError('source-failed', `${name}: the registry answered ${said}; try again later`);
  }
}

async function errorCode(response: HttpResponse): Promise<string | undefined> {
  let body: unknown;
  try {
    body = await response.json(maxErrorBytes);
  } catch (error) {
    if (error instanceof SeawallError) return undefined;
    throw error;
  }
  const errors = isObject(body) && Array.isArray(body['errors']) ? (body['errors'] as unknown[]) : [];
  const code = isObject(errors[0]) ? errors[0]['code'] : undefined;
  return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : undefined;
}
