import { BlockList, isIP } from 'node:net';
import { httpError } from './http-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a URL from `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` in either case; undefined for a direct connection.
 * The rules are those of Go's net/http, which users of container tools know: this machine itself is never asked
 * through a proxy; an entry of NO_PROXY is `*`, a domain (with its subdomains), a domain with a leading dot
 * (its subdomains only), an address, a network in CIDR form, and may end in `:port`.
 * @throws SeawallError `http-proxy` when the setting is malformed
 */
export function proxyFor(url: URL, environment: Environment): URL | undefined {
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const setting = read(environment, name);
  if (setting === undefined || isBypassed(url, read(environment, 'NO_PROXY') ?? '')) return undefined;
  const text = setting.includes('://') ? setting : `http://${setting}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (proxy === undefined || !/^https?:$/.test(proxy.protocol) || proxy.hostname === '' || !isDecodable(proxy)) {
    // The value may hold a password, so it is not shown.
    throw httpError('http-proxy', `${name} is not the URL of an HTTP proxy: expected http://[user:password@]host:port`);
  }
  return proxy;
}

/** Node decodes user name and password, and would throw on a percent sign that stands for itself. */
function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(`${username}${password}`);
    return true;
  } catch {
    return false;
  }
}

function read(environment: Environment, name: string): string | undefined {
  const value = (environment[name] || environment[name.toLowerCase()])?.trim();
  return value === '' ? undefined : value;
}

function isBypassed(url: URL, noProxy: string): boolean {
  const host = bareHost(url.hostname);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (isLoopback(host)) return true;
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && matches(entry, host, port));
}

/** True for this machine: `localhost`, 127.0.0.0/8, ::1. */
export function isLoopback(host: string): boolean {
  const bare = bareHost(host);
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inNetwork(entry, host);
  const { name, port: wantedPort } = splitPort(entry);
  if (wantedPort !== undefined && wantedPort !== port) return false;
  if (isIP(name) !== 0 || isIP(host) !== 0)
    return name === host || inNetwork(`${name}/${isIP(name) === 6 ? 128 : 32}`, host);
  const domain = name.replace(/^\*?\./, '');
  if (domain === '') return false;
  return host.endsWith(`.${domain}`) || (domain === name && host === domain);
}

function inNetwork(network: string, host: string): boolean {
  const [address = '', prefix = ''] = network.split('/');
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  const version = isIP(address);
  if (version === 0 || isIP(host) !== version || bits < 0 || bits > (version === 6 ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(address, bits, version === 6 ? 'ipv6' : 'ipv4');
  return list.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
}

function splitPort(entry: string): { name: string; port?: string } {
  const [, name, port] = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(entry) ?? [];
  if (name === undefined || port === undefined) return { name: bareHost(entry) };
  return { name: bareHost(name), port };
}

/** A host name without the brackets of an IPv6 address and the dot of the root. */
function bareHost(host: string): string {
  return host
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
}
