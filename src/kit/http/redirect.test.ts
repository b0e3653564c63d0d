import { describe, expect, test } from 'vitest';
import { followRedirect } from './redirect.ts';

const headers = { Authorization: 'Bearer x', Cookie: 'c', Accept: 'a' };

function follow(from: string, location: string | undefined, status = 307) {
  return followRedirect(new URL(from), status, location, headers);
}

describe('a redirect', () => {
  test('within the origin keeps all headers', () => {
    expect(follow('https://a.test/v2/', '/other?x=1')).toEqual({ url: new URL('https://a.test/other?x=1'), headers });
  });

  test.each(['https://b.test/', 'https://a.test:444/', 'https://sub.a.test/'])(
    'to %s loses credentials',
    (location) => {
      expect(follow('https://a.test/', location)?.headers).toEqual({ Accept: 'a' });
    },
  );

  test('from http to https loses credentials, as it is another origin', () => {
    expect(follow('http://a.test/', 'https://a.test/')?.headers).toEqual({ Accept: 'a' });
  });

  test('never uses credentials of the address', () => {
    expect(follow('https://a.test/', 'https://u:p@b.test/x')?.url.href).toBe('https://b.test/x');
  });

  test.each([
    ['https://a.test/', 'http://a.test/', 'redirects from https to http'],
    ['https://a.test/', 'file:///etc/passwd', 'redirects from https to file'],
    ['http://a.test/', 'ftp://a.test/', 'redirects from http to ftp'],
    ['https://a.test/', 'https://[bad', 'malformed address'],
  ])('from %s to %s is refused', (from, location, message) => {
    expect(() => follow(from, location)).toThrow(expect.objectContaining({ code: 'http-redirect' }));
    expect(() => follow(from, location)).toThrow(message);
  });

  test('is none without a location, or with another status', () => {
    expect(follow('https://a.test/', undefined)).toBeUndefined();
    expect(follow('https://a.test/', '/x', 304)).toBeUndefined();
    expect(follow('https://a.test/', '/x', 200)).toBeUndefined();
  });
});
