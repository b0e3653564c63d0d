import { expect, test } from 'vitest';
import { parseSourceRpm } from './source-rpm.ts';

test.each([
  ['openssl-3.0.7-24.el9.src.rpm', { name: 'openssl', version: '3.0.7-24.el9' }],
  ['java-11-openjdk-11.0.20.0.8-3.el9.src.rpm', { name: 'java-11-openjdk', version: '11.0.20.0.8-3.el9' }],
  ['kernel-default-5.14.21-150400.24.nosrc.rpm', { name: 'kernel-default', version: '5.14.21-150400.24' }],
  ['a-1-2.src.rpm', { name: 'a', version: '1-2' }],
])('%s is taken apart', (fileName, expected) => {
  expect(parseSourceRpm(fileName)).toEqual(expected);
});

test.each(['', '(none)', 'openssl', 'openssl-3.0.7-24.el9.x86_64.rpm', '.src.rpm', '-1-2.src.rpm', 'a-1.src.rpm'])(
  '%j is no source package',
  (fileName) => {
    expect(parseSourceRpm(fileName)).toBeUndefined();
  },
);

test.each(['a--1.src.rpm', 'a-1-.src.rpm', '--.src.rpm', '-.src.rpm'])('%j lacks a part', (fileName) => {
  expect(parseSourceRpm(fileName)).toBeUndefined();
});
