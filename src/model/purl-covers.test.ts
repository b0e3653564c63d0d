import { describe, expect, test } from 'vitest';
import { purlCovers } from './purl-covers.ts';
import { parsePurl } from './purl.ts';

function covers(pattern: string, purl: string): boolean {
  return purlCovers(parsePurl(pattern)!, parsePurl(purl)!);
}

const libssl = 'pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12';

describe('a purl as a pattern', () => {
  test.each([
    ['pkg:deb/debian/libssl3', libssl],
    ['pkg:deb/debian/libssl3@3.0.11-1', libssl],
    ['pkg:deb/debian/libssl3?arch=amd64', libssl],
    [libssl, libssl],
    ['pkg:npm/%40angular/core', 'pkg:npm/%40angular/core@1.0.0'],
    ['pkg:pypi/Zope.Interface@5.0', 'pkg:pypi/zope-interface@5.0'],
    ['pkg:golang/github.com/azure/azure-sdk@1.0.0', 'pkg:golang/github.com/Azure/azure-sdk@v1.0.0'],
    ['pkg:bitnami/WordPress', 'pkg:bitnami/wordpress@6.2.0-3?arch=arm64&distro=debian-12'],
    ['pkg:golang/stdlib@v1.21.0', 'pkg:golang/stdlib@1.21.0'],
    ['pkg:golang/stdlib@go1.21.0', 'pkg:golang/stdlib@1.21.0'],
  ])('%s covers %s', (pattern, purl) => {
    expect(covers(pattern, purl)).toBe(true);
  });

  test.each([
    ['another name', 'pkg:deb/debian/libssl', libssl],
    ['another type', 'pkg:apk/debian/libssl3', libssl],
    ['another distribution', 'pkg:deb/ubuntu/libssl3', libssl],
    ['no distribution', 'pkg:deb/libssl3', libssl],
    ['another version', 'pkg:deb/debian/libssl3@3.0.11-2', libssl],
    ['another qualifier', 'pkg:deb/debian/libssl3?arch=arm64', libssl],
    ['a qualifier that is not there', 'pkg:deb/debian/libssl3?epoch=1', libssl],
    ['a version where the purl has none', 'pkg:npm/a@1', 'pkg:npm/a'],
    ['a subpath that is not there', 'pkg:golang/a/b#c', 'pkg:golang/a/b@v1.0.0'],
    ['another case where case counts', 'pkg:maven/org.A/b', 'pkg:maven/org.a/b@1'],
  ])('%s is not covered', (_, pattern, purl) => {
    expect(covers(pattern, purl)).toBe(false);
  });
});
