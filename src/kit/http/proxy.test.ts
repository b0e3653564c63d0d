import { describe, expect, test } from 'vitest';
import { isLoopback, proxyFor } from './proxy.ts';

const proxies = { HTTP_PROXY: 'http://plain.test:3128', HTTPS_PROXY: 'http://secure.test:3129' };

function proxy(url: string, environment: Record<string, string | undefined>): string | undefined {
  return proxyFor(new URL(url), environment)?.host;
}

function isDirect(host: string, noProxy: string): boolean {
  return proxy(`https://${host}/v2/`, { ...proxies, NO_PROXY: noProxy }) === undefined;
}

describe('the proxy', () => {
  test('follows the scheme of the URL', () => {
    expect(proxy('http://a.test/', proxies)).toBe('plain.test:3128');
    expect(proxy('https://a.test/', proxies)).toBe('secure.test:3129');
    expect(proxy('https://a.test/', { HTTP_PROXY: proxies.HTTP_PROXY })).toBeUndefined();
    expect(proxy('http://a.test/', {})).toBeUndefined();
  });

  test('may be set in lower case, upper case first, an empty value being none', () => {
    expect(proxy('https://a.test/', { https_proxy: 'http://lower.test:1' })).toBe('lower.test:1');
    expect(proxy('https://a.test/', { HTTPS_PROXY: '', https_proxy: 'http://lower.test:1' })).toBe('lower.test:1');
    expect(proxy('https://a.test/', { HTTPS_PROXY: 'http://upper.test:1', https_proxy: 'http://lower.test:1' })).toBe(
      'upper.test:1',
    );
    expect(proxy('https://a.test/', { HTTPS_PROXY: ' ' })).toBeUndefined();
  });

  test('may be written without a scheme', () => {
    expect(proxyFor(new URL('https://a.test/'), { HTTPS_PROXY: 'p.test:8080' })?.href).toBe('http://p.test:8080/');
  });

  test.each([
    'socks5://user:hunter2@p.test:1080',
    'http://',
    'http://user:hunter2@:80',
    'ftp://p.test',
    'http://user:hunter2%@p.test',
  ])('%j is refused without showing it', (setting) => {
    const attempt = () => proxyFor(new URL('https://a.test/'), { HTTPS_PROXY: setting });
    expect(attempt).toThrow(expect.objectContaining({ code: 'http-proxy' }));
    expect(attempt).not.toThrow(/hunter2/);
    expect(attempt).toThrow(/HTTPS_PROXY is not the URL of an HTTP proxy/);
  });

  test.each(['localhost', '127.0.0.1', '127.9.9.9', '[::1]', 'LOCALHOST'])('is never asked for %s', (host) => {
    expect(proxy(`https://${host}:5000/`, proxies)).toBeUndefined();
    expect(isLoopback(host)).toBe(true);
  });

  test.each(['localhost.test', '128.0.0.1', '127.0.0.1.test', '[::2]', 'xlocalhost'])(
    '%s is not this machine',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});

describe('NO_PROXY', () => {
  test.each([
    ['a.test', '*'],
    ['a.test', 'x.test, a.test'],
    ['a.test', 'x.test a.test'],
    ['A.TEST', 'a.test'],
    ['a.test', 'A.Test'],
    ['sub.a.test', 'a.test'],
    ['sub.a.test', '.a.test'],
    ['deep.sub.a.test', '*.a.test'],
    ['a.test.', 'a.test'],
    ['a.test:5000', 'a.test:5000'],
    ['a.test', 'a.test:443'],
    ['10.1.2.3', '10.1.2.3'],
    ['10.1.2.3', '10.0.0.0/8'],
    ['10.1.2.3:5000', '10.0.0.0/8'],
    ['10.1.2.3:5000', '10.1.2.3:5000'],
    ['192.168.1.255', '192.168.1.0/24'],
    ['[fd00::1]', 'fd00::/8'],
    ['[fd00::1]', 'fd00:0::1'],
    ['[fd00::1]:5000', '[fd00::1]:5000'],
    ['1.2.3.4', '0.0.0.0/0'],
  ])('lets %s through directly by %j', (host, noProxy) => {
    expect(isDirect(host, noProxy)).toBe(true);
  });

  test.each([
    ['a.test', ''],
    ['a.test', '.a.test'],
    ['a.test', '*.a.test'],
    ['ba.test', 'a.test'],
    ['a.test', 'sub.a.test'],
    ['a.test:5000', 'a.test:5001'],
    ['a.test:5000', 'a.test:443'],
    ['11.1.2.3', '10.0.0.0/8'],
    ['a.test', '10.0.0.0/8'],
    ['10.1.2.3', '10.0.0.0/'],
    ['10.1.2.3', '10.0.0.0/33'],
    ['10.1.2.3', '10.0.0.0/8x'],
    ['10.1.2.3', 'bad/8'],
    ['10.1.2.3', '10.1.2'],
    ['210.1.2.3', '10.1.2.3'],
    ['[fd00::1]', '10.0.0.0/8'],
    ['1.2.3.4', '::/0'],
    ['a.test', '.'],
    ['a.test', '*.'],
  ])('does not let %s through by %j', (host, noProxy) => {
    expect(isDirect(host, noProxy)).toBe(false);
  });

  test('may be set in lower case', () => {
    expect(proxy('http://a.test/', { ...proxies, no_proxy: 'a.test' })).toBeUndefined();
  });
});
