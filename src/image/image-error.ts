import { SeawallError, type ErrorKind } from '#model';

/** What can go wrong while an image is opened, and the kind (exit code) that each has. */
const kinds = {
  /** A reference that cannot be parsed. */
  'bad-reference': 'usage',
  /** The source answered that there is no such image. */
  'image-not-found': 'usage',
  /** The image exists, but not for the platform that was asked for. */
  'platform-not-found': 'usage',
  /** The source refused access, or the credentials are wrong. */
  'image-denied': 'usage',
  /** A manifest, index or configuration that is none. */
  'malformed-image': 'usage',
  /** Something that is no Linux container image. The message begins with `unsupported: `. */
  'unsupported-image': 'no-verdict',
  /** Bytes that do not have the digest by which they were asked for. */
  'digest-mismatch': 'no-verdict',
  /** The settings name an engine in a way that is not supported or malformed. */
  'engine-unusable': 'no-verdict',
  /** The source could not be reached, or broke off. */
  'source-failed': 'no-verdict',
} as const satisfies Record<string, ErrorKind>;

export type ImageErrorCode = keyof typeof kinds;

/** The one way errors of image sources are made, so that a code always has the same exit code. */
export function imageError(code: ImageErrorCode, message: string, cause?: unknown): SeawallError {
  return new SeawallError(code, kinds[code], message, cause === undefined ? undefined : { cause });
}

/** An input that no verdict is given on: `what` completes "unsupported: …". */
export function unsupportedImage(what: string): SeawallError {
  return imageError('unsupported-image', `unsupported: ${what}`);
}
