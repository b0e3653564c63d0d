import { describe, expect, test } from 'vitest';
import { chooseShard } from './choose-shard.ts';

function shardOf(id: string, versionId?: string, codename?: string, repositories?: string[]) {
  const choice = chooseShard(
    { id, ...(versionId !== undefined && { versionId }), ...(codename !== undefined && { codename }) },
    repositories,
  );
  return choice.ecosystem === undefined ? choice.why : choice.shard;
}

describe('the shard of a distribution', () => {
  test.each([
    ['debian', '12', 'bookworm', 'debian:12'],
    ['debian', '12.5', undefined, 'debian:12'],
    ['debian', undefined, 'trixie', 'debian:13'],
    ['debian', undefined, 'forky', 'debian:14'],
    ['debian', undefined, 'sid', 'debian:sid'],
    ['debian', 'bookworm/sid', undefined, 'debian:12'],
    ['ubuntu', '22.04', undefined, 'ubuntu:22.04'],
    ['almalinux', '9.4', undefined, 'almalinux:9'],
    ['rocky', '8.10', undefined, 'rocky:8'],
    ['wolfi', '20230201', undefined, 'wolfi'],
    ['alpine', '3.17.2', undefined, 'alpine:3.17'],
  ])('%s %s (%s) is %s', (id, versionId, codename, expected) => {
    expect(shardOf(id, versionId, codename)).toBe(expected);
  });

  test('Debian without a version or a known code name has none', () => {
    expect(shardOf('debian')).toMatch(/release is unknown/);
    expect(shardOf('debian', undefined, 'constructor')).toMatch(/release is unknown/);
  });

  test('a distribution without data, and none at all, say so', () => {
    expect(shardOf('gentoo', '2.9')).toMatch(/no vulnerability source for gentoo/);
    expect(shardOf('constructor')).toMatch(/no vulnerability source/);
    expect(chooseShard(undefined, undefined)).toMatchObject({
      why: expect.stringContaining('distribution is unknown'),
    });
  });
});

describe("Alpine's repositories beat os-release", () => {
  test.each([
    ['3.18.0_alpha20230329', ['edge'], 'alpine:edge'],
    ['3.18.0_alpha20230329', undefined, 'alpine:edge'],
    ['3.17.2', ['3.17'], 'alpine:3.17'],
    ['3.17.2', ['v3.16'], 'alpine:3.16'],
    ['3.17.2', ['3.17', 'edge'], 'alpine:3.17'],
    ['3.17.2', ['3.16', 'edge'], 'alpine:edge'],
    ['3.17.2', ['3.9', '3.10'], 'alpine:3.10'],
    ['3.17.2', [], 'alpine:3.17'],
    [undefined, ['3.17'], 'alpine:3.17'],
  ])('version %s with %j is %s', (versionId, repositories, expected) => {
    expect(shardOf('alpine', versionId, undefined, repositories)).toBe(expected);
  });

  test('with neither, the release is unknown', () => expect(shardOf('alpine')).toMatch(/release is unknown/));
});
