import { describe, expect, test } from 'vitest';
import { httpError, isUnknownIssuer, toHttpError } from './http-error.ts';

const failure = (code: string) => Object.assign(new Error('connect to user:hunter2@host'), { code });

describe('what Node throws becomes an error that names the host and what to do', () => {
  test.each([
    ['EACCES', 'http-forbidden-socket', 'permission denied; run as a user who may open it'],
    ['ENOENT', 'http-unreachable', 'no such socket; is it running?'],
    ['ECONNREFUSED', 'http-unreachable', 'connection refused; is it running?'],
    ['ENOTFOUND', 'http-unreachable', 'host name not found'],
    ['EAI_AGAIN', 'http-unreachable', 'the name server does not answer'],
    ['ETIMEDOUT', 'http-timeout', 'the connection timed out'],
    ['ECONNRESET', 'http-broken', 'the connection broke off; try again'],
    ['CERT_HAS_EXPIRED', 'http-tls', 'certificate not accepted (CERT_HAS_EXPIRED)'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'http-tls', 'certificate not accepted'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'http-not-tls', 'is it a plain HTTP server?'],
    ['HPE_INVALID_CONSTANT', 'http-broken', 'HPE_INVALID_CONSTANT; try again'],
  ])('%s is %s', (code, expected, message) => {
    const error = toHttpError(failure(code), 'unix:/run/x.sock');
    expect(error).toMatchObject({ code: expected, kind: 'no-verdict' });
    expect(error.message).toBe(error.message.replace(/[\n\r]/g, ''));
    expect(error.message.startsWith('unix:/run/x.sock: ')).toBe(true);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('hunter2');
    expect(error.cause).toBeInstanceOf(Error);
  });

  test('also when it is no error at all', () => {
    expect(toHttpError('hunter2', 'host').message).toBe('host: the exchange failed; try again');
    expect(toHttpError(undefined, 'host').code).toBe('http-broken');
  });

  test('and stays what it is when it is one of ours', () => {
    const own = httpError('http-redirect', 'x');
    expect(toHttpError(own, 'host')).toBe(own);
  });
});

test('an unknown issuer is told from other faults of a certificate', () => {
  expect(isUnknownIssuer(toHttpError(failure('SELF_SIGNED_CERT_IN_CHAIN'), 'h'))).toBe(true);
  expect(isUnknownIssuer(toHttpError(failure('CERT_HAS_EXPIRED'), 'h'))).toBe(false);
  expect(isUnknownIssuer(failure('SELF_SIGNED_CERT_IN_CHAIN'))).toBe(false);
});
