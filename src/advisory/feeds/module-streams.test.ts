import { expect, test } from 'vitest';
import { moduleStreams } from './module-streams.ts';

const modular = [{ fixed: '1:14.21.1-2.module_el8.7.0+3369+ae3e1ba0' }];

test.each([
  ['Important: nodejs:14 security update', ['nodejs:14']],
  ['Moderate: virt:rhel and virt-devel:rhel security update', ['virt:rhel', 'virt-devel:rhel']],
  ['Important: idm:DL1 security update', ['idm:DL1']],
  ['pmdk:1_fileformat_v6 bug fix update', ['pmdk:1_fileformat_v6']],
  ['ALSA-2022:5468 php:8.0 security update', ['php:8.0']],
  ['Important: perl-DBI:1.641 security update', ['perl-DBI:1.641']],
  ['Important: varnish security update', 'unnamed'],
])('%s', (title, expected) => expect(moduleStreams(title, modular)).toEqual(expected));

test('packages outside modules have no stream, whatever the title says', () => {
  expect(moduleStreams('Important: nodejs:14 security update', [{ fixed: '1:14.21.1-2.el9' }])).toBeUndefined();
  expect(moduleStreams('x', [{}])).toBeUndefined();
});
