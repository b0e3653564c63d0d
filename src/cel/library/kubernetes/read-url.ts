/** The parts of a URL that Kubernetes' library gives. */
export interface UrlParts {
  readonly scheme: string;
  /** With the port. */
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly escapedPath: string;
  readonly query: ReadonlyMap<string, readonly string[]>;
}

const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const userInfo = /^[A-Za-z0-9\-._~!$&'()*+,;=%@:]*$/;
const badEscape = /%(?![0-9A-Fa-f]{2})/;

/**
 * Reads an absolute URL or an absolute path, as Go's `url.ParseRequestURI` does, whose answers Kubernetes gives;
 * undefined for what it refuses.
 */
export function readUrl(text: string): UrlParts | undefined {
  // oxlint-disable-next-line eslint/no-control-regex -- they are what is refused
  if (text === '' || text.length > 100_000 || /[\u0000-\u001f\u007f]/.test(text) || text.startsWith(':'))
    return undefined;
  const name = scheme.exec(text)?.[1] ?? '';
  const whole = name === '' ? text : text.slice(name.length + 1);
  const cut = whole.indexOf('#');
  const beforeFragment = cut < 0 ? whole : whole.slice(0, cut);
  if (text !== '*' && name === '' && !text.startsWith('/')) return undefined;
  const question = beforeFragment.indexOf('?');
  const rest = question < 0 ? beforeFragment : beforeFragment.slice(0, question);
  const query = readQuery(question < 0 ? '' : beforeFragment.slice(question + 1));
  const nothing = { scheme: name.toLowerCase(), host: '', hostname: '', port: '', escapedPath: '', query };
  if (name !== '' && !rest.startsWith('/')) return nothing;
  const hasAuthority = name !== '' && rest.startsWith('//');
  const slash = hasAuthority ? rest.indexOf('/', 2) : 0;
  const authority = hasAuthority ? rest.slice(2, slash < 0 ? undefined : slash) : '';
  const path = slash < 0 ? '' : rest.slice(slash);
  const host = readAuthority(authority);
  if (host === undefined || badEscape.test(path)) return undefined;
  return { ...nothing, ...host, escapedPath: escapePath(path) };
}

function readAuthority(authority: string): Pick<UrlParts, 'host' | 'hostname' | 'port'> | undefined {
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(0, at));
  if (!userInfo.test(user) || badEscape.test(user)) return undefined;
  const host = authority.slice(at + 1);
  const bracketed = /^(\[[^\]]*\])(?::(\d*))?$/.exec(host);
  if (bracketed !== null) return { host, hostname: (bracketed[1] ?? '').slice(1, -1), port: bracketed[2] ?? '' };
  const plain = /^([^:[\]]*)(?::(\d*))?$/.exec(host);
  const hostname = plain?.[1] ?? '';
  if (plain === null || /[\s<>"\\^`{|}%]/.test(hostname)) return undefined;
  return { host, hostname, port: plain[2] ?? '' };
}

/** As it was written if that is a valid encoding, else encoded anew. */
function escapePath(path: string): string {
  if (/^[A-Za-z0-9\-._~!$&'()*+,;=:@[\]/%]*$/.test(path)) return path;
  return Buffer.from(unescapeBytes(path), 'latin1')
    .toString('latin1')
    .replaceAll(
      /[^A-Za-z0-9\-._~$&+,/:;=@]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
}

/** The bytes behind percent signs and in UTF-8, one character for each. */
function unescapeBytes(text: string): string {
  return Buffer.from(text)
    .toString('latin1')
    .replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function readQuery(text: string): Map<string, string[]> {
  const query = new Map<string, string[]>();
  for (const pair of text.split('&')) {
    // Go drops pairs with a semicolon or a broken escape, and keeps the others.
    if (pair === '' || pair.includes(';') || badEscape.test(pair)) continue;
    const equal = pair.indexOf('=');
    const [key, value] = (equal < 0 ? [pair, ''] : [pair.slice(0, equal), pair.slice(equal + 1)]).map((part) =>
      Buffer.from(unescapeBytes(part.replaceAll('+', ' ')), 'latin1').toString(),
    ) as [string, string];
    const values = query.get(key);
    if (values === undefined) query.set(key, [value]);
    else values.push(value);
  }
  return query;
}
