import { printableStart } from '#model';
import { isDigest } from '../digest.ts';
import { imageError } from '../image-error.ts';

/** A registry reference in full: `registry/repository[:tag][@digest]`. */
export interface RegistryReference {
  /** Host, with its port when one is written; `docker.io` for Docker Hub. */
  registry: string;
  /** Such as `library/debian`. */
  repository: string;
  /** `latest` when neither tag nor digest is written. */
  tag?: string;
  digest?: string;
}

const hostPattern =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
const componentPattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const maxLength = 1024;

/**
 * Parses a reference by the rules of the `distribution/reference` grammar with Docker's defaults: without a host
 * it is on docker.io, and a single name there is below `library/`. The first component is a host when it has a dot,
 * a port or a capital letter, or is `localhost`. With tag and digest, the digest decides.
 * @throws SeawallError `bad-reference`
 */
export function parseReference(text: string): RegistryReference {
  const bad = (why: string) =>
    imageError('bad-reference', `'${printableStart(text, 100)}' is no image reference: ${why}`);
  if (text === '' || text.length > maxLength) throw bad('expected [HOST[:PORT]/]NAME[:TAG][@DIGEST]');
  if (text.includes('://')) throw bad('write it without the scheme, as HOST[:PORT]/NAME[:TAG]');
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !isDigest(digest))
    throw bad('its digest is not sha256 or sha512 in lower-case hexadecimals');
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !tagPattern.test(tag))
    throw bad(`its tag must be 1 to 128 letters, digits, '_', '.' or '-'`);
  const { registry, repository } = splitHost(hasTag ? named.slice(0, colon) : named);
  if (!hostPattern.test(registry)) throw bad(`'${printableStart(registry, 100)}' is no host name`);
  if (repository.length > 255 || !repository.split('/').every((part) => componentPattern.test(part))) {
    throw bad(`its name must be lower-case letters and digits, separated by '.', '_', '-' and '/'`);
  }
  const chosenTag = tag ?? (digest === undefined ? 'latest' : undefined);
  return {
    registry,
    repository,
    ...(chosenTag !== undefined && { tag: chosenTag }),
    ...(digest !== undefined && { digest }),
  };
}

function splitHost(name: string): { registry: string; repository: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const looksLikeHost = /[.:[]/.test(first);
  const isHost = looksLikeHost || first === 'localhost' || first !== first.toLowerCase();
  // A capital letter may be all that makes it a host, and then stays.
  const written = isHost ? (looksLikeHost ? first.toLowerCase() : first) : 'docker.io';
  const registry = written === 'index.docker.io' || written === 'registry-1.docker.io' ? 'docker.io' : written;
  const repository = isHost ? name.slice(slash + 1) : name;
  const isOfficial = registry === 'docker.io' && !repository.includes('/');
  return { registry, repository: isOfficial ? `library/${repository}` : repository };
}

/** `registry/repository[:tag][@digest]`. */
export function formatReference({ registry, repository, tag, digest }: RegistryReference): string {
  return `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}
