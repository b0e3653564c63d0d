import { formatReference, parseReference } from '#image';
import { SeawallError, type Subject } from '#model';

/** Subjects whose reference names a repository; the others name a file, a folder or a container. */
const namedByRepository: ReadonlySet<string> = new Set(['docker', 'podman', 'containerd', 'registry']);

/**
 * The names that an exception may call a subject by: its reference as it was given, and for images in repositories the same
 * without tag and digest, and both in full (`docker.io/library/nginx:1.25`).
 */
export function imageNames({ kind, reference }: Subject): string[] {
  // An image of an engine may go by its id alone.
  if (!namedByRepository.has(kind) || /^sha(?:256|512):/.test(reference)) return [reference];
  try {
    const parsed = parseReference(reference);
    const { registry, repository } = parsed;
    const [beforeDigest = ''] = reference.split('@', 1);
    const colon = beforeDigest.indexOf(':', beforeDigest.lastIndexOf('/') + 1);
    const short = colon < 0 ? beforeDigest : beforeDigest.slice(0, colon);
    const full = formatReference(parsed);
    return [...new Set([reference, short, beforeDigest, full, formatReference({ registry, repository })])];
  } catch (error) {
    // An engine takes the beginning of an id, too.
    if (error instanceof SeawallError) return [reference];
    throw error;
  }
}
