import { httpError } from './http-error.ts';

const statuses = new Set([301, 302, 303, 307, 308]);

/** Headers that only the origin they were made for may see. */
const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization']);

/** Where a redirect goes and which headers go with it; undefined when the response is not one to follow. */
export function followRedirect(
  from: URL,
  status: number,
  location: string | undefined,
  headers: Readonly<Record<string, string>>,
): { url: URL; headers: Record<string, string> } | undefined {
  if (!statuses.has(status) || location === undefined) return undefined;
  if (!URL.canParse(location, from.href)) {
    throw httpError('http-redirect', `${from.host}: redirects to a malformed address`);
  }
  const url = new URL(location, from);
  if (url.protocol !== 'https:' && (url.protocol !== 'http:' || from.protocol === 'https:')) {
    const scheme = url.protocol.slice(0, -1);
    throw httpError(
      'http-redirect',
      `${from.host}: redirects from ${from.protocol.slice(0, -1)} to ${scheme}; not followed`,
    );
  }
  url.username = '';
  url.password = '';
  const sameOrigin = url.origin === from.origin;
  const kept = Object.entries(headers).filter(([name]) => sameOrigin || !secretHeaders.has(name.toLowerCase()));
  return { url, headers: Object.fromEntries(kept) };
}
