import { describe, expect, test } from 'vitest';
import { goRelease, mainVersion } from './go-version.ts';

test.each([
  ['go1.22.3', '1.22.3'],
  ['go1.20', '1.20.0'],
  ['go1.21rc2', '1.21.0-rc.2'],
  ['go1.18beta1', '1.18.0-beta.1'],
  ['go1.22.3 X:boringcrypto,arenas', '1.22.3'],
  ['go1.25.1-X:nogreenteagc', '1.25.1'],
  ['go1.22.3-google', '1.22.3'],
  ['go1.20.12 (Red Hat 1.20.12-8.el9_3)', '1.20.12'],
  ['go1.24.1+auto', '1.24.1'],
  ['devel go1.23-0123456789 Thu May 2 2024', undefined],
  ['devel +0123456789', undefined],
  ['go1', undefined],
  ['go1.22.3.4', undefined],
  ['go1.22.3x', undefined],
  ['', undefined],
])('Go %j is release %s', (text, release) => expect(goRelease(text)).toBe(release));

describe('the version of the main module', () => {
  function told(version: string, ldflags = ''): string | undefined {
    const main = { path: 'example.com/tool', version };
    return mainVersion({ main, dependencies: [], settings: new Map([['-ldflags', ldflags]]) })?.version;
  }

  test.each([
    ['v1.2.3', 'v1.2.3'],
    ['v1.2.4-0.20240102030405-abcdefabcdef', 'v1.2.4-0.20240102030405-abcdefabcdef'],
    ['v1.2.3+dirty', 'v1.2.3+dirty'],
    ['v2.0.0+incompatible', 'v2.0.0+incompatible'],
    ['(devel)', undefined],
    ['v0.0.0-20240102030405-abcdefabcdef', undefined],
    ['', undefined],
  ])('that Go stamped as %j is %s', (stamped, version) => expect(told(stamped)).toBe(version));

  test('that Go stamped beats what the linker was told', () => {
    expect(told('v1.2.3', '-X main.version=9.9.9')).toBe('v1.2.3');
  });

  test.each([
    ['-s -w -X main.version=1.4.2', 'v1.4.2'],
    ['-X main.Version=v1.4.2 -X main.commit=0123456', 'v1.4.2'],
    ["-X 'main.buildVersion=1.4.2' -X 'main.date=Mon Jan 1'", 'v1.4.2'],
    ['-X "main.version=1.4"', 'v1.4.0'],
    ['-X=main.gitTag=v1.4.2', 'v1.4.2'],
    ['-X main.version=v1.4.2-rc.1', 'v1.4.2-rc.1'],
    ['-X main.version=v1.4.2-14-g0123abc', 'v1.4.2+14.g0123abc'],
    ['-X main.version=v1.4.2-dirty', 'v1.4.2+dirty'],
    ['-X example.com/tool/internal/build.Version=1.4.2 -X example.com/lib.Version=9.9.9', 'v1.4.2'],
    ['-X main.version=1.4.2 -X example.com/tool/x.Version=9.9.9', 'v1.4.2'],
    ['-X github.com/prometheus/common/version.Version=2.45.0', 'v2.45.0'],
    ['-X k8s.io/a/version.gitVersion=v1.28.1 -X k8s.io/b/version.gitVersion=v1.28.1', 'v1.28.1'],
    ['-X example.com/a.Version=1.0.0 -X example.com/b.Version=2.0.0', undefined],
    ['-X main.version=dev', undefined],
    ['-X main.goVersion=go1.22.1', undefined],
    ['-X main.schemaVersion=1.0.0', undefined],
    ['-X main.conversion=1.0.0', undefined],
    ['-X version=1.0.0', undefined],
    ['main.version=1.0.0', undefined],
    ['-X', undefined],
    ['-X main.version', undefined],
  ])('that the linker was told by %j is %s', (flags, version) => expect(told('(devel)', flags)).toBe(version));

  test('is found at once in flags that were made to be slow', () => {
    for (const piece of ["'", '"', '-X ', 'a=.', '\'"', '-X=a.version=1.', '1.1-1-g']) {
      expect(told('(devel)', piece.repeat(200_000))).toBeUndefined();
    }
  });
});
