import { SeawallError } from '#model';

/** Why an exchange gave no usable response. A status code is never an error here: the caller judges it. */
export type HttpErrorCode =
  /** No connection: name unknown, refused, no route, no such socket. */
  | 'http-unreachable'
  /** The socket file exists, but this user may not open it. */
  | 'http-forbidden-socket'
  /** The certificate is not accepted. */
  | 'http-tls'
  /** The other side does not speak TLS. */
  | 'http-not-tls'
  /** Nothing came within the time allowed. */
  | 'http-timeout'
  /** The connection broke before the response was complete. */
  | 'http-broken'
  /** A response with a body above the caller's bound, or that is not what it should be. */
  | 'http-bad-body'
  /** A redirect that is not followed. */
  | 'http-redirect'
  /** The proxy refused, or its setting is malformed. */
  | 'http-proxy'
  /** A CA file that cannot be used. */
  | 'http-ca';

/** Makes an error of this room. `message` never holds a URL's query, user name or password. */
export function httpError(code: HttpErrorCode, message: string, cause?: unknown): SeawallError {
  const kind = code === 'http-ca' ? 'usage' : 'no-verdict';
  return new SeawallError(code, kind, message, cause === undefined ? undefined : { cause });
}

const unreachable = new Map([
  ['ECONNREFUSED', 'connection refused; is it running?'],
  ['ENOENT', 'no such socket; is it running?'],
  ['ENOTFOUND', 'host name not found'],
  ['EAI_AGAIN', 'the name server does not answer'],
  ['EHOSTUNREACH', 'no route to the host'],
  ['ENETUNREACH', 'no route to the network'],
  ['EADDRNOTAVAIL', 'no address to connect from'],
]);

const broken = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Turns what Node throws into an error that names the host and what to do. `host` is `name:port` or `unix:PATH`. */
export function toHttpError(error: unknown, host: string): SeawallError {
  if (error instanceof SeawallError) return error;
  const code = errorCode(error);
  const why = unreachable.get(code);
  if (why !== undefined) return httpError('http-unreachable', `${host}: ${why}`, error);
  if (code === 'EACCES' || code === 'EPERM') {
    return httpError('http-forbidden-socket', `${host}: permission denied; run as a user who may open it`, error);
  }
  if (code === 'ETIMEDOUT') return httpError('http-timeout', `${host}: the connection timed out`, error);
  if (code === 'ERR_PROXY_TUNNEL') return httpError('http-proxy', `${host}: ${tunnelFailure(error)}`, error);
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return httpError('http-not-tls', `${host}: no TLS connection (${code}); is it a plain HTTP server?`, error);
  }
  if (isCertificateError(code)) {
    const advice = 'if its CA is private, name the CA file in SEAWALL_CA_FILE';
    return httpError('http-tls', `${host}: certificate not accepted (${code}); ${advice}`, error);
  }
  if (broken.has(code)) return httpError('http-broken', `${host}: the connection broke off; try again`, error);
  return httpError('http-broken', `${host}: ${code === '' ? 'the exchange failed' : code}; try again`, error);
}

function isCertificateError(code: string): boolean {
  return /^(?:CERT_|ERR_TLS_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|HOSTNAME_)/.test(
    code,
  );
}

const unknownIssuers = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/** True when a certificate was refused only because its CA is not known. */
export function isUnknownIssuer(error: unknown): boolean {
  return error instanceof SeawallError && unknownIssuers.has(errorCode(error.cause));
}

/** Without Node's own message, which repeats what the proxy said. */
function tunnelFailure(error: unknown): string {
  const { statusCode } = error as { statusCode?: number };
  if (statusCode === 407) return 'the proxy wants a user name and password; put them into HTTPS_PROXY';
  const why = statusCode === undefined ? 'gave no answer' : `answered HTTP ${statusCode}`;
  return `the proxy did not open a tunnel (${why}); check HTTPS_PROXY, or put the host into NO_PROXY`;
}

function errorCode(error: unknown): string {
  const { code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return typeof code === 'string' ? code : '';
}
