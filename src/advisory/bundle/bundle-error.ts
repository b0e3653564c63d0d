import { SeawallError } from '#model';

/** Why a bundle is not taken. Whatever it is, the database stays as it was. */
export type BundleErrorCode =
  | 'bundle-key'
  | 'bundle-unsigned'
  | 'bundle-damaged'
  | 'bundle-expired'
  | 'bundle-rolled-back'
  | 'bundle-empty';

export function bundleError(code: BundleErrorCode, message: string, cause?: unknown): SeawallError {
  return new SeawallError(code, 'usage', message, cause === undefined ? undefined : { cause });
}
