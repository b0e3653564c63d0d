import { describe, expect, test } from 'vitest';
import { formatReference, parseReference } from './reference.ts';

const hex = 'a'.repeat(64);

describe('a reference', () => {
  test.each([
    ['debian', 'docker.io/library/debian:latest'],
    ['debian:12', 'docker.io/library/debian:12'],
    ['user/app', 'docker.io/user/app:latest'],
    ['docker.io/debian', 'docker.io/library/debian:latest'],
    ['index.docker.io/debian', 'docker.io/library/debian:latest'],
    ['registry-1.docker.io/user/app:1', 'docker.io/user/app:1'],
    ['localhost/app', 'localhost/app:latest'],
    ['localhost:5000/app:1', 'localhost:5000/app:1'],
    ['127.0.0.1:5000/a/b/c', '127.0.0.1:5000/a/b/c:latest'],
    ['[::1]:5000/app', '[::1]:5000/app:latest'],
    ['registry.test/app', 'registry.test/app:latest'],
    ['host:443/app', 'host:443/app:latest'],
    ['HOST/app', 'HOST/app:latest'],
    ['Registry.Test/app', 'registry.test/app:latest'],
    ['host/app', 'docker.io/host/app:latest'],
    [`debian@sha256:${hex}`, `docker.io/library/debian@sha256:${hex}`],
    [`registry.test:5000/app:1@sha256:${hex}`, `registry.test:5000/app:1@sha256:${hex}`],
    [`app@sha512:${hex}${hex}`, `docker.io/library/app@sha512:${hex}${hex}`],
    ['a__b/c.d-e--f:Tag_1.2-x', 'docker.io/a__b/c.d-e--f:Tag_1.2-x'],
    ['sha256:x', 'docker.io/library/sha256:x'],
    [hex, `docker.io/library/${hex}:latest`],
  ])('%s means %s', (text, full) => {
    expect(formatReference(parseReference(text))).toBe(full);
  });

  test.each([
    ['', 'expected [HOST'],
    [':', 'its tag'],
    ['debian:', 'its tag'],
    ['debian:-x', 'its tag'],
    [`debian:${'x'.repeat(129)}`, 'its tag'],
    ['debian@', 'its digest'],
    ['debian@sha256:abc', 'its digest'],
    [`debian@sha256:${'A'.repeat(64)}`, 'its digest'],
    [`debian@md5:${'a'.repeat(32)}`, 'its digest'],
    [`debian@sha256:${hex}@sha256:${hex}`, 'its digest'],
    ['Debian', 'its name'],
    ['user/App', 'its name'],
    ['registry.test/', 'its name'],
    ['registry.test//app', 'its name'],
    ['a..b', 'its name'],
    ['a/../b', 'its name'],
    ['../etc/passwd', 'is no host name'],
    ['registry.test/a/', 'its name'],
    ['-app', 'its name'],
    ['app_', 'its name'],
    ['a b', 'its name'],
    ['app?x=1', 'its name'],
    ['a#b', 'its name'],
    ['user:password@registry.test/app', 'its digest'],
    ['registry.test:port/app', 'is no host name'],
    ['-registry.test/app', 'is no host name'],
    [`registry.test/${'a'.repeat(256)}`, 'its name'],
    ['https://registry.test/app', 'without the scheme'],
    ['docker://debian', 'without the scheme'],
    ['a'.repeat(2000), 'expected [HOST'],
  ])('%j is refused in one line that says why', (text, why) => {
    const attempt = () => parseReference(text);
    expect(attempt).toThrow(expect.objectContaining({ code: 'bad-reference', kind: 'usage' }));
    expect(attempt).toThrow(why);
    expect(attempt).not.toThrow(/\n/);
  });

  test('is shown without control characters and not at any length', () => {
    expect(() => parseReference(`x\u001b[31m\n${'y'.repeat(500)}!`)).toThrow(
      /^'x\\x1b\[31m\\x0ay{93}…' is no image reference/,
    );
  });

  test('of hostile shape is refused quickly', () => {
    for (const text of [
      `${'a-'.repeat(500)}!`,
      `${'a.'.repeat(400)}/x`,
      `${'-'.repeat(900)}.`,
      `${'a_'.repeat(400)}__`,
    ]) {
      expect(() => parseReference(text)).toThrow('no image reference');
    }
  });
});
