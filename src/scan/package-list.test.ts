import { expect, test } from 'vitest';
import type { Package, RangedPackage } from '#model';
import { PackageList } from './package-list.ts';

function found(name: string, type: Package['type'], path: string): Package {
  const purl = `pkg:${type}/${name}@1`;
  const common = { licences: [], scope: 'installed' as const, base: 'unknown' as const };
  return { name, version: '1', purl, type, locations: [{ path, how: 'x' }], ...common };
}

const owner = { name: 'node-a' };
const system = found('node-a', 'deb', '/var/lib/dpkg/status');

function listed(...items: [Package, boolean][]): Package[] {
  const list = new PackageList();
  list.add(system, undefined);
  for (const [item, owned] of items) list.add(item, owned ? owner : undefined);
  return list.finish().filter(({ type }) => type !== 'deb');
}

test('the same package in two files is one with two places', () => {
  const [item, ...rest] = listed([found('a', 'npm', '/x'), false], [found('a', 'npm', '/y'), false]);
  expect(rest).toEqual([]);
  expect(item?.locations.map(({ path }) => path)).toEqual(['/x', '/y']);
});

test('a lock file tells what the one before it did not', () => {
  const hidden = { ...found('a', 'npm', '/node_modules/.package-lock.json'), scope: 'declared' as const };
  const neededIn = [{ range: '^1', by: 'b@1' }];
  const whole = { ...hidden, direct: false, path: ['b@1', 'a@1'], neededIn };
  for (const order of [
    [hidden, whole],
    [whole, hidden],
  ])
    expect(listed(...order.map((item): [RangedPackage, boolean] => [structuredClone(item), false]))[0]).toMatchObject({
      direct: false,
      path: ['b@1', 'a@1'],
      neededIn,
    });
});

test('a package knows the operating-system package that owns all of its places', () => {
  expect(listed([found('a', 'npm', '/x'), true])[0]?.ownedBy).toBe('pkg:deb/node-a@1');
  expect(listed([found('a', 'npm', '/x'), true], [found('a', 'npm', '/y'), false])[0]).not.toHaveProperty('ownedBy');
});

test('a program that its operating-system package brought is not listed twice; a copy of it elsewhere is', () => {
  expect(listed([found('curl', 'generic', '/usr/bin/curl'), true])).toEqual([]);
  expect(listed([found('curl', 'generic', '/usr/local/bin/curl'), false])).toHaveLength(1);
});

test('a copy of a program beside the one of the operating system has its own place only', () => {
  const [item] = listed(
    [found('curl', 'generic', '/usr/bin/curl'), true],
    [found('curl', 'generic', '/opt/curl'), false],
  );
  expect(item?.locations.map(({ path }) => path)).toEqual(['/opt/curl']);
});

test('an owner that no package database lists owns nothing', () => {
  const list = new PackageList();
  list.add(found('a', 'npm', '/x'), { name: 'gone', arch: 'amd64' });
  expect(list.finish()[0]).not.toHaveProperty('ownedBy');
});

test('the copy of the right architecture is the owner', () => {
  const list = new PackageList();
  for (const arch of ['amd64', 'i386']) list.add({ ...system, purl: `pkg:deb/node-a@1?arch=${arch}`, arch }, undefined);
  list.add(found('a', 'npm', '/x'), { name: 'node-a', arch: 'amd64' });
  expect(list.finish().at(-1)?.ownedBy).toBe('pkg:deb/node-a@1?arch=amd64');
});
