import type { OpenOptions } from '#image';
import { SeawallError } from '#model';

/** Errors that mean: not here, ask elsewhere. */
const absent = new Set([
  'engine-unusable',
  'http-unreachable',
  'http-forbidden-socket',
  'http-timeout',
  'image-not-found',
  'platform-not-found',
]);

/** Runs `work`. What is not there becomes undefined, so that the next source is asked, unless this one was named. */
export async function ifThere<T>({ required }: OpenOptions, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (required !== true && error instanceof SeawallError && absent.has(error.code)) return undefined;
    throw error;
  }
}
