import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SecureContext } from 'node:tls';
import { proxyFor } from './proxy.ts';
import { buildSecureContext, type TlsOptions } from './trust.ts';

/** What decides how a URL is reached. */
export interface ConnectionOptions {
  /** Proxies and CA files are read from here: `HTTPS_PROXY`, `NO_PROXY`, `SEAWALL_CA_FILE` … */
  environment: Readonly<Record<string, string | undefined>>;
  /** Send everything to this Unix socket, whatever the host of the URL. */
  socketPath?: string;
  tls?: TlsOptions;
}

/** The agents of a client: one for direct connections and one for each proxy, made when first needed. */
export class Connections {
  readonly #options: ConnectionOptions;
  readonly #agents = new Map<string, HttpAgent>();
  readonly #made: HttpAgent[] = [];
  #context: SecureContext | undefined;
  #system = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  optionsFor(url: URL): { agent: HttpAgent; socketPath?: string } {
    const { socketPath, environment } = this.#options;
    const proxy = socketPath === undefined ? proxyFor(url, environment) : undefined;
    const agent = this.#agent(url.protocol === 'https:', proxy);
    return socketPath === undefined ? { agent } : { agent, socketPath };
  }

  #agent(secure: boolean, proxy: URL | undefined): HttpAgent {
    const key = `${secure} ${proxy?.href ?? ''}`;
    let agent = this.#agents.get(key);
    if (agent === undefined) {
      agent = secure
        ? this.#secureAgent(proxy)
        : new HttpAgent({ keepAlive: true, ...proxyOption('HTTP_PROXY', proxy) });
      this.#agents.set(key, agent);
      this.#made.push(agent);
    }
    return agent;
  }

  #secureAgent(proxy: URL | undefined): HttpsAgent {
    this.#context ??= buildSecureContext(this.#options.environment, this.#options.tls, this.#system);
    return new HttpsAgent({ keepAlive: true, secureContext: this.#context, ...proxyOption('HTTPS_PROXY', proxy) });
  }

  /** Adds this machine's own certificate store to what is trusted; false when there is nothing to add. */
  trustSystem(): boolean {
    if (this.#system || this.#options.tls?.onlyCa === true) return false;
    this.#system = true;
    this.#context = undefined;
    // What is under way on the others goes on.
    this.#agents.clear();
    return true;
  }

  close(): void {
    for (const agent of this.#made) agent.destroy();
  }
}

/** The choice of the proxy is ours, with CIDR rules; only the tunnel is Node's, which therefore gets no NO_PROXY. */
function proxyOption(variable: 'HTTP_PROXY' | 'HTTPS_PROXY', proxy: URL | undefined): object {
  return proxy === undefined ? {} : { proxyEnv: { [variable]: proxy.href } };
}
