// Clients to container engines and hosts; engines as sources of images.
// Every engine is reached through kit/http, and its answers are read field by field, as other input is.
import { lazySource } from '#image';

/** Loaded when first used: an HTTP client costs a quarter of the time that a scan of an unchanged archive takes. */
export const containerSource = lazySource(
  'container',
  async () => (await import('./docker/container-source.ts')).containerSource,
);
export const dockerSource = lazySource('docker', async () => (await import('./docker/docker-source.ts')).dockerSource);
