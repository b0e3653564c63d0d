import { createHttpClient, isLoopback, type HttpClientOptions } from '#kit/http';
import { SeawallError } from '#model';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where a registry is reached: by HTTPS, but by plain HTTP when `SEAWALL_INSECURE_REGISTRIES` names it, or when it is
 * on this machine and does not speak TLS.
 */
export async function findOrigin(
  registry: string,
  environment: Environment,
  timeouts: HttpClientOptions['timeouts'] = {},
  signal?: AbortSignal,
): Promise<URL> {
  if (registry === 'docker.io') return new URL('https://registry-1.docker.io');
  const [secure, plain] = [new URL(`https://${registry}`), new URL(`http://${registry}`)];
  if (isNamedInsecure(registry, environment['SEAWALL_INSECURE_REGISTRIES'] ?? '')) return plain;
  if (!isLoopback(secure.hostname)) return secure;
  return (await speaksTls(secure, environment, timeouts, signal)) ? secure : plain;
}

/** An entry is a host with its port, or a host for all its ports. */
function isNamedInsecure(registry: string, list: string): boolean {
  const named = registry.toLowerCase();
  const host = named.replace(/:\d+$/, '');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && (entry === named || entry === host));
}

/** False when the server is there and plain. A bad certificate is TLS: it is never a reason for plain HTTP. */
async function speaksTls(
  url: URL,
  environment: Environment,
  timeouts: HttpClientOptions['timeouts'] = {},
  signal?: AbortSignal,
): Promise<boolean> {
  const http = createHttpClient({ environment, timeouts, retry: { attempts: 1 } });
  try {
    (await http.request({ url: new URL('/v2/', url), signal })).discard();
    return true;
  } catch (error) {
    if (!(error instanceof SeawallError)) throw error;
    return !['http-not-tls', 'http-broken', 'http-unreachable'].includes(error.code);
  } finally {
    http.close();
  }
}
