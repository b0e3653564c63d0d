import { describe, expect, test } from 'vitest';
import { digestAlgorithm, digestOf, isDigest, verifyDigest } from './digest.ts';

describe('a digest', () => {
  test('of nothing is the published one', () => {
    expect(digestOf(Buffer.alloc(0))).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('may be sha256 or sha512', () => {
    expect(isDigest(digestOf(Buffer.from('x')))).toBe(true);
    expect(isDigest(digestOf(Buffer.from('x'), 'sha512'))).toBe(true);
    expect(digestAlgorithm(digestOf(Buffer.from('x'), 'sha512'))).toBe('sha512');
  });

  test.each([
    [
      '',
      'sha256',
      'sha256:',
      'sha256:abc',
      `md5:${'a'.repeat(32)}`,
      `sha256:${'A'.repeat(64)}`,
      `sha256:${'g'.repeat(64)}`,
    ],
    [`sha256:${'a'.repeat(63)}\n`, `sha256:../${'a'.repeat(61)}`, `sha512:${'a'.repeat(64)}`, undefined, null, 3, {}],
  ])('is none of %j and its like', (...texts: unknown[]) => {
    for (const text of texts) expect(isDigest(text)).toBe(false);
  });

  test('that the bytes have passes', () => {
    for (const algorithm of ['sha256', 'sha512']) {
      expect(() => verifyDigest(Buffer.from('x'), digestOf(Buffer.from('x'), algorithm), 'it')).not.toThrow();
    }
  });

  test('that the bytes do not have is an error that names both', () => {
    const [wanted, found] = [digestOf(Buffer.from('x')), digestOf(Buffer.from('y'))];
    expect(() => verifyDigest(Buffer.from('y'), wanted, 'the manifest')).toThrow(
      expect.objectContaining({
        code: 'digest-mismatch',
        kind: 'no-verdict',
        message: `the manifest should be ${wanted}, but its bytes are ${found}: fetch it again`,
      }),
    );
  });
});
