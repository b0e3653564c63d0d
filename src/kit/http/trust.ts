import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { httpError } from './http-error.ts';

/** What a TLS connection trusts and shows. All texts are PEM. */
export interface TlsOptions {
  /** Further certificate authorities. */
  ca?: string;
  /** Trust only `ca`, as an engine with its own CA wants it. */
  onlyCa?: boolean;
  /** Client certificate and its key. */
  cert?: string;
  key?: string;
}

const variables = ['SEAWALL_CA_FILE', 'SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'] as const;
const maxFileBytes = 16 << 20;

/**
 * What HTTPS trusts: Node's roots, those of the files named in the environment, `ca`, and with `system` also this
 * machine's own store. That store is only asked when the others failed: reading it takes a quarter of a second.
 * @throws SeawallError `http-ca` when a named file cannot be read or holds no certificate
 */
export function buildSecureContext(
  environment: Readonly<Record<string, string | undefined>>,
  { ca, onlyCa, cert, key }: TlsOptions = {},
  system = false,
): SecureContext {
  const own = ca === undefined ? [] : certificatesOf(ca, 'the CA given');
  const further =
    onlyCa === true ? own : [...namedRoots(environment), ...(system ? getCACertificates('system') : []), ...own];
  const roots = onlyCa === true ? own : [...new Set([...getCACertificates('default'), ...further])];
  return createSecureContext({
    // Without further roots OpenSSL's shared store serves, which costs nothing.
    ...(further.length > 0 && { ca: roots }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    minVersion: 'TLSv1.2',
  });
}

function namedRoots(environment: Readonly<Record<string, string | undefined>>): string[] {
  return variables.flatMap((variable) => {
    const file = environment[variable];
    return file === undefined || file === '' ? [] : certificatesOf(readPem(file, variable), `${file} (${variable})`);
  });
}

function readPem(file: string, variable: string): string {
  try {
    const bytes = readFileSync(file);
    if (bytes.length <= maxFileBytes) return bytes.toString('latin1');
  } catch (cause) {
    throw httpError('http-ca', `${file}: cannot be read; ${variable} must name a file of PEM certificates`, cause);
  }
  throw httpError('http-ca', `${file}: too large for a file of CA certificates (${variable})`);
}

/** The certificates of a PEM text, each checked, so that a wrong file is an error here and not a failed connection later. */
function certificatesOf(pem: string, where: string): string[] {
  const blocks =
    pem.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]*-----END (?:TRUSTED )?CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw httpError('http-ca', `${where}: holds no PEM certificate`);
  for (const [at, block] of blocks.entries()) {
    try {
      // eslint-disable-next-line no-new -- parsing is the check
      new X509Certificate(block);
    } catch (cause) {
      throw httpError('http-ca', `${where}: certificate ${at + 1} is malformed`, cause);
    }
  }
  return blocks;
}
