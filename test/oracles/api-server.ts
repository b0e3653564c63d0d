import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder with `etcd` and `kube-apiserver`, as other tools of Kubernetes name it; undefined when there is none. */
export const kubernetesPrograms = process.env['KUBEBUILDER_ASSETS'];

/** What the API server answered. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  /** The texts of its `Warning` headers. */
  readonly warnings: readonly string[];
}

/** A real API server with its etcd, without nodes and controllers. */
export class ApiServer {
  readonly #folder: string;
  readonly #programs: readonly ChildProcess[];
  readonly #port: number;

  private constructor(folder: string, programs: readonly ChildProcess[], port: number) {
    this.#folder = folder;
    this.#programs = programs;
    this.#port = port;
  }

  /** Starts both and waits until the server is ready. */
  static async start(programs: string): Promise<ApiServer> {
    const folder = mkdtempSync(join(tmpdir(), 'seawall-api-server-'));
    const [client, peer, port] = await Promise.all([freePort(), freePort(), freePort()]);
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    writeFileSync(join(folder, 'key.pem'), key.export({ type: 'pkcs1', format: 'pem' }));
    writeFileSync(join(folder, 'tokens.csv'), 'token,admin,1,"system:masters"\n');
    const etcd = `http://127.0.0.1:${client}`;
    const run = (name: string, args: readonly string[]) =>
      spawn(join(programs, name), args, { cwd: folder, stdio: 'ignore' });
    const started = [
      run('etcd', [
        `--data-dir=${join(folder, 'etcd')}`,
        `--listen-client-urls=${etcd}`,
        `--advertise-client-urls=${etcd}`,
        `--listen-peer-urls=http://127.0.0.1:${peer}`,
        '--unsafe-no-fsync',
      ]),
      run('kube-apiserver', [
        `--etcd-servers=${etcd}`,
        `--secure-port=${port}`,
        '--bind-address=127.0.0.1',
        `--cert-dir=${join(folder, 'certificates')}`,
        `--token-auth-file=${join(folder, 'tokens.csv')}`,
        '--authorization-mode=RBAC',
        '--service-account-issuer=https://kubernetes.default.svc',
        `--service-account-key-file=${join(folder, 'key.pem')}`,
        `--service-account-signing-key-file=${join(folder, 'key.pem')}`,
        '--service-cluster-ip-range=10.96.0.0/16',
        '--disable-admission-plugins=ServiceAccount',
        '--allow-privileged=true',
      ]),
    ];
    const server = new ApiServer(folder, started, port);
    await server.#untilReady();
    return server;
  }

  async #untilReady(): Promise<void> {
    const last = Date.now() + 120_000;
    for (;;) {
      const ready = await this.send('GET', '/readyz').catch(() => undefined);
      const namespace = ready?.status === 200 ? await this.send('GET', '/api/v1/namespaces/default') : undefined;
      if (namespace?.status === 200) return;
      if (Date.now() > last) {
        this.stop();
        throw new Error('the API server did not become ready');
      }
      await pause(250);
    }
  }

  send(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const headers = { authorization: 'Bearer token', 'content-type': 'application/json' };
    // Its certificate is its own, made when it started.
    const options = { host: '127.0.0.1', port: this.#port, method, path, headers, rejectUnauthorized: false };
    return new Promise((resolve, reject) => {
      const asked = request(options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          const isJson = response.headers['content-type']?.includes('json') === true;
          const warnings = (response.rawHeaders ?? []).filter(
            (_, at, all) => at % 2 === 1 && /^warning$/i.test(all[at - 1] ?? ''),
          );
          resolve({ status: response.statusCode ?? 0, body: isJson ? (JSON.parse(text) as unknown) : text, warnings });
        });
      });
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Ends what was started. */
  stop(): void {
    for (const program of this.#programs) program.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
