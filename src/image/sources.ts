import type { ImageSource } from './source.ts';

/** The sources of this room. Each loads its code when it is first used: the layer workers import this room and open nothing. */
export const archiveSource = lazySource('archive', async () => (await import('./archive/sources.ts')).archiveSource);
export const layoutSource = lazySource('oci', async () => (await import('./archive/sources.ts')).layoutSource);
export const registrySource = lazySource(
  'registry',
  async () => (await import('./registry/registry-source.ts')).registrySource,
);

/** A source whose code is loaded when it is first asked for an image. */
export function lazySource(prefix: string, load: () => Promise<ImageSource>): ImageSource {
  return { prefix, open: async (reference, options) => (await load()).open(reference, options) };
}
