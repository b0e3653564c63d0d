import { expect, test } from 'vitest';
import { languageAnalysers } from '#catalog';
import { ownershipAsked, wantsOwner } from './wants-owner.ts';

test.each([
  '/usr/bin/containerd',
  '/bin/busybox',
  '/usr/sbin/mkfs.ext4',
  '/usr/lib/go-1.19/bin/go',
  '/usr/lib/go-1.19/pkg/tool/linux_amd64/link',
  '/usr/libexec/docker/cli-plugins/docker-compose',
  '/usr/lib/x86_64-linux-gnu/librsvg-2.so.2.48.0',
  '/lib64/ld-linux-x86-64.so.2',
  '/usr/lib/python3.11',
])('the owner of %s may be asked', (path) => expect(wantsOwner(path)).toBe(true));

test.each([
  '/usr/share/doc/bash/README.gz',
  '/usr/share/man/man1/ls.1.gz',
  '/usr/lib/x86_64-linux-gnu/gconv/gconv-modules.cache',
  '/usr/lib/python3/dist-packages/yaml/loader.py',
  '/usr/lib/.hidden',
  '/etc/passwd',
  '/usr/share/zoneinfo/Europe/Berlin',
])('the owner of %s is nobody\u2019s question', (path) => expect(wantsOwner(path)).toBe(false));

test('what an analyser of languages wants is asked for', () => {
  for (const { interest } of languageAnalysers) {
    for (const name of interest.names ?? []) expect(wantsOwner(`/opt/x/${name}`), name).toBe(true);
    for (const ending of interest.endings ?? []) expect(wantsOwner(`/opt/x/a${ending}`), ending).toBe(true);
    for (const folder of interest.folders ?? []) expect(wantsOwner(`/${folder}/a`), folder).toBe(true);
    for (const path of interest.paths ?? []) expect(wantsOwner(`/${path}`), path).toBe(true);
  }
});

test('what is asked for is plain data, so that the cache can tell when it changes', () => {
  expect(JSON.parse(JSON.stringify(ownershipAsked))).toEqual(
    ownershipAsked.map((lists) => Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined))),
  );
});
