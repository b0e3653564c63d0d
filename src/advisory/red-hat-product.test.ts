import { describe, expect, test } from 'vitest';
import { productCovers, productReleases, productStream, redHatProduct, systemRelease } from './red-hat-product.ts';

test.each([
  ['cpe:/a:redhat:enterprise_linux:9::appstream', 'enterprise_linux:9::appstream'],
  ['cpe:/o:redhat:Enterprise_Linux:9::', 'enterprise_linux:9'],
  ['cpe:/o:redhat:enterprise_linux:7::ppc64le:server', 'enterprise_linux:7::ppc64le:server'],
  ['cpe:/a:redhat', undefined],
  ['cpe:/a:openliberty:19', undefined],
  ['', undefined],
])('%s is the product %s', (cpe, product) => {
  expect(redHatProduct(cpe)).toBe(product);
});

test.each([
  ['enterprise_linux:9', 'enterprise_linux:9::appstream', true],
  ['openshift:4', 'openshift:4.16::el9', true],
  ['openshift:4.16::el9', 'openshift:4.16::el9', true],
  ['openshift:4.1', 'openshift:4.16::el9', false],
  ['enterprise_linux:1', 'enterprise_linux:10::baseos', false],
  ['enterprise_linux:9::appstream', 'enterprise_linux:9', false],
  ['rhel_eus:9.2::baseos', 'enterprise_linux:9::baseos', false],
])('%s covers %s: %s', (pattern, product, covers) => {
  expect(productCovers(pattern, product)).toBe(covers);
});

describe('streams and releases', () => {
  test.each([
    ['enterprise_linux:9::appstream', 'enterprise_linux:9', { major: '9', main: true }],
    ['enterprise_linux:10.1::crb', 'enterprise_linux:10.1', { major: '10', minor: '1', main: true }],
    ['rhel_eus:9.2::baseos', 'rhel_eus:9.2', { major: '9', minor: '2', main: false }],
    ['enterprise_linux_eus:10.0', 'enterprise_linux_eus:10.0', { major: '10', minor: '0', main: false }],
    ['rhel_els:7', 'rhel_els:7', { major: '7', main: false }],
    ['openshift:4.16::el9', 'openshift:4.16', undefined],
    ['rhel_software_collections:3::el7', 'rhel_software_collections:3', undefined],
  ])('%s', (product, stream, release) => {
    expect([productStream(product), systemRelease(product)]).toEqual([stream, release]);
  });

  test.each([
    ['rhel_software_collections:3::el7', '', ['7']],
    ['ansible:2', '1-1.el8ap', ['8']],
    ['ansible:2', '1-1.module+el9.2.0+1+a', ['9']],
    ['ansible:2', '1-1.elx', ['7', '8', '9', '10']],
    ['enterprise_linux:5', '1-1.el8', []],
  ])('%s with %s is for %j', (product, version, releases) => {
    expect(productReleases(product, version)).toEqual(releases);
  });
});
