import { expect, test } from 'vitest';
import { apkRepositories } from './apk-repositories.ts';

function branches(text: string): string[] | undefined {
  return apkRepositories.analyse({ path: 'etc/apk/repositories', bytes: Buffer.from(text) })?.repositories;
}

test.each([
  ['http://dl-cdn.alpinelinux.org/alpine/v3.17/main\nhttp://dl-cdn.alpinelinux.org/alpine/v3.17/community\n', ['3.17']],
  ['https://mirror.example/pub/alpine/edge/main', ['edge']],
  ['https://mirror.example/alpine/v3.20/main\nhttps://mirror.example/alpine/edge/testing', ['3.20', 'edge']],
  ['https://mirror.example/alpine/v3.20/main\r\n@edge https://mirror.example/alpine/edge/testing\n', ['3.20']],
  ['#https://mirror.example/alpine/edge/main\n  # v3.1\nhttps://mirror.example/alpine/v3.20/main', ['3.20']],
  ['v3 https://mirror.example/alpine/v3.23/ main community', ['3.23']],
  ['/media/cdrom/apks\nhttps://mirror.example/alpine/latest-stable/main', []],
  ['https://packages.wolfi.dev/os', []],
  ['https://mirror.example/v3.20x/main\nhttps://mirror.example/v3/main\n/edgex/', []],
  ['', []],
])('%j', (text, expected) => {
  expect(branches(text)).toEqual(expected);
});

test('files of a repositories.d folder count when apk would read them', () => {
  expect(apkRepositories.interest.accept?.('etc/apk/repositories.d/local.list')).toBe(true);
  expect(apkRepositories.interest.accept?.('etc/apk/repositories.d/local.list.bak')).toBe(false);
});

test('lines without end are cut, not followed', () => {
  expect(branches(`${'x/'.repeat(500_000)}v3.17/main`)).toEqual([]);
  expect(branches('\n'.repeat(500_000) + '/v3.17/main')).toEqual([]);
});
