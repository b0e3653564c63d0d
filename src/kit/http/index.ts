// The one HTTP client: proxies, private CAs, Unix sockets, streamed and bounded bodies, timeouts, retries, redirects.
// Everything that talks HTTP from here (registries, engines, webhooks) goes through `createHttpClient`.
export * from './clock.ts';
export * from './http-client.ts';
export type { HttpErrorCode } from './http-error.ts';
export type { HttpResponse } from './http-response.ts';
export { isLoopback } from './proxy.ts';
export type { TlsOptions } from './trust.ts';
