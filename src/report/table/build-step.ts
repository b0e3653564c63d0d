import { printable } from '#model';

/**
 * A layer's `created_by` as its Dockerfile line reads: without the shell that ran it, build arguments before it,
 * BuildKit's mark behind it and the length of checksums in it.
 */
export function buildStep(createdBy: string): string {
  const text = createdBy
    .slice(0, 1000)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/ # buildkit$/, '')
    .replace(/^(?:RUN )?\|\d+ .*?(?=\/bin\/sh -c )/, '')
    .replace(/^(?:RUN )?\/bin\/sh -c #\(nop\) /, '')
    .replace(/^(?:RUN )?\/bin\/sh -c /, 'RUN ')
    .replaceAll(/\b([0-9a-f]{8})[0-9a-f]{24,}\b/g, '$1…')
    .trim();
  return printable(text);
}
