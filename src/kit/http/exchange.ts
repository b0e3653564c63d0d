import { request as requestHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import { httpError, toHttpError } from './http-error.ts';

/** Longest waits in milliseconds. */
export interface HttpTimeouts {
  /** Name look-up, connection, proxy and TLS together. */
  connect: number;
  /** From the request's end to the response's head. */
  headers: number;
  /** Between two pieces of the body. */
  idle: number;
}

export const defaultTimeouts: HttpTimeouts = { connect: 15_000, headers: 60_000, idle: 60_000 };

/** One request on its way, without redirects and retries. */
export interface Exchange {
  url: URL;
  options: RequestOptions;
  body: Buffer | undefined;
  /** Names the peer in errors. */
  host: string;
  timeouts: HttpTimeouts;
  signal: AbortSignal | undefined;
}

/** Sends one request and resolves with the head of its response. @throws SeawallError, or the signal's reason */
export async function exchange({ url, options, body, host, timeouts, signal }: Exchange): Promise<IncomingMessage> {
  signal?.throwIfAborted();
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  try {
    return await new Promise<IncomingMessage>((resolve, reject) => {
      // Node destroys a request without a socket only once it has one, which a silent proxy never gives:
      // so the promise is settled here, and `timeout` makes Node give up its tunnel as well.
      const request = send(url, { ...options, timeout: timeouts.connect });
      const abort = (reason: Error) => {
        reject(reason);
        request.destroy(reason);
      };
      const onAbort = () => abort(signal?.reason as Error);
      signal?.addEventListener('abort', onAbort);
      request.once('close', () => signal?.removeEventListener('abort', onAbort));
      limitTime(request, timeouts, host, abort);
      request.once('response', resolve);
      // Errors may come after the response as well; the body's reader gets those.
      request.on('error', reject);
      request.end(body);
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw toHttpError(error, host);
  }
}

function limitTime(
  request: ClientRequest,
  { connect, headers }: HttpTimeouts,
  host: string,
  abort: (reason: Error) => void,
): void {
  const after = (ms: number, what: string) =>
    setTimeout(() => abort(httpError('http-timeout', `${host}: ${what} within ${ms} ms; try again`)), ms);
  let timer = after(connect, 'no connection');
  const connected = () => {
    clearTimeout(timer);
    timer = after(headers, 'no answer');
  };
  request.once('socket', (socket: Socket & { secureConnecting?: boolean }) => {
    if (socket.secureConnecting === true) socket.once('secureConnect', connected);
    else if (socket.connecting) socket.once('connect', connected);
    else connected();
  });
  for (const event of ['response', 'close', 'error']) request.once(event, () => clearTimeout(timer));
}
