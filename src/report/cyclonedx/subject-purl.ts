import type { Subject } from '#model';

/** Subjects whose reference names a repository; the others name a file, a folder or a container. */
const namedByRepository: ReadonlySet<string> = new Set(['docker', 'podman', 'containerd', 'registry']);

/**
 * The purl of an image: `pkg:oci/NAME@DIGEST?arch=…&repository_url=…&tag=…`; undefined without a digest or a
 * repository name. Source: purl specification, type oci; name rules: distribution's reference grammar.
 */
export function subjectPurl(subject: Subject): string | undefined {
  if (subject.digest === undefined || !namedByRepository.has(subject.kind)) return undefined;
  const { repository, tag } = splitReference(subject.reference);
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  if (name === '') return undefined;
  const qualifiers = [
    ['arch', subject.platform?.split('/')[1]],
    ['repository_url', withRegistry(repository)],
    ['tag', tag],
  ];
  const query = qualifiers.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${encoded(value)}`]));
  return `pkg:oci/${encoded(name.toLowerCase())}@${encoded(subject.digest)}?${query.join('&')}`;
}

function splitReference(reference: string): { repository: string; tag: string | undefined } {
  const [beforeDigest = ''] = reference.split('@', 1);
  const colon = beforeDigest.indexOf(':', beforeDigest.lastIndexOf('/') + 1);
  if (colon < 0) return { repository: beforeDigest, tag: undefined };
  return { repository: beforeDigest.slice(0, colon), tag: beforeDigest.slice(colon + 1) };
}

/** Names without a registry mean Docker Hub, and without a user its official images. */
function withRegistry(repository: string): string {
  const slash = repository.indexOf('/');
  const host = slash < 0 ? '' : repository.slice(0, slash);
  if (/[.:]/.test(host) || host === 'localhost') return repository;
  return `docker.io/${slash < 0 ? 'library/' : ''}${repository}`;
}

/** Percent-encoding as the purl specification has it: letters, digits, `-._~` and colons stay (section "Character encoding"). */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%3A', ':')
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
