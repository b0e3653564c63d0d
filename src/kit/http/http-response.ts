import type { IncomingMessage } from 'node:http';
import { httpError, toHttpError } from './http-error.ts';

/** A response whose body has not been read. Exactly one of `body`, `bytes`, `text`, `json`, `discard` is used, once. */
export interface HttpResponse {
  status: number;
  /** By lower-case name; repeated headers are joined by `, `. */
  headers: ReadonlyMap<string, string>;
  /** Where it came from in the end, after redirects. */
  url: URL;
  /** The body as it comes. Fails when the connection breaks or stays idle; leaving the loop ends the connection. */
  body(): AsyncIterable<Buffer>;
  /** The whole body of at most `limit` bytes. @throws SeawallError `http-bad-body` above that */
  bytes(limit: number): Promise<Buffer>;
  text(limit: number): Promise<string>;
  /** The body parsed as JSON. @throws SeawallError `http-bad-body` */
  json(limit: number): Promise<unknown>;
  /** Ends the exchange without reading what is left. */
  discard(): void;
}

/** Wraps Node's response. `host` names the peer in errors, `idleMs` is the longest wait for the next bytes. */
export function httpResponse(
  message: IncomingMessage,
  url: URL,
  host: string,
  idleMs: number,
  signal: AbortSignal | undefined,
): HttpResponse {
  const body = () => readBody(message, host, idleMs, signal);
  const bytes = (limit: number) => collect(body(), limit, host, message);
  return {
    status: message.statusCode ?? 0,
    headers: headersOf(message),
    url,
    body,
    bytes,
    text: async (limit) => (await bytes(limit)).toString('utf8'),
    json: async (limit) => parseJson(await bytes(limit), host),
    discard: () => {
      message.on('error', () => undefined);
      message.destroy();
    },
  };
}

function headersOf(message: IncomingMessage): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

async function* readBody(
  message: IncomingMessage,
  host: string,
  idleMs: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  let waiting = true;
  // The reader may take long over a chunk: only time spent waiting for the peer counts.
  const timer = setTimeout(() => {
    if (waiting) message.destroy(httpError('http-timeout', `${host}: sent nothing for ${idleMs} ms; try again`));
  }, idleMs);
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      waiting = false;
      yield chunk;
      waiting = true;
      timer.refresh();
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw toHttpError(error, host);
  } finally {
    clearTimeout(timer);
  }
}

async function collect(
  body: AsyncIterable<Buffer>,
  limit: number,
  host: string,
  message: IncomingMessage,
): Promise<Buffer> {
  const tooLarge = () => httpError('http-bad-body', `${host}: the answer is larger than ${limit} bytes`);
  if (Number(message.headers['content-length'] ?? 0) > limit) {
    message.destroy();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function parseJson(bytes: Buffer, host: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw httpError('http-bad-body', `${host}: the answer is not JSON`, cause);
  }
}
