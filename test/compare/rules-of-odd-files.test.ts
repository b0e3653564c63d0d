import { describe, expect, test } from 'vitest';
import { evidenceOf, listing, onlyOurs, onlyTheirs, packageOf, ruleOf } from './evidence.fixture.ts';

describe('module-of-go-sum', () => {
  const theirs = onlyTheirs('Trivy', packageOf('golang example.org/b 1.2.0', '/src/go.mod'));
  const mod = (go: string, more = '') => `module x\n\ngo ${go}\n\nrequire example.org/a v1.0.0\n${more}`;
  const sum = 'example.org/b v1.2.0/go.mod h1:x=\n';
  const said = ['layer 1 /src/go.mod: before go 1.17 go.mod does not list the modules'];
  const ruleWith = (files: Record<string, string>, unread: string[]) =>
    ruleOf(theirs, evidenceOf(files, { ours: { ...listing('Seawall', []), unread } }));
  test.each([
    ['before 1.17 where Seawall says that the list is not whole', '1.13', said],
    ['from 1.17 on, where it is whole', '1.19', []],
  ])('%s', (_, go, unread) => {
    expect(ruleWith({ '/src/go.mod': mod(go), '/src/go.sum': sum }, unread)).toBe('module-of-go-sum');
  });
  test.each([
    ['Seawall says nothing', mod('1.13'), sum, []],
    ['go.mod requires it: that is a miss of ours', mod('1.19', 'require example.org/b v1.2.0\n'), sum, said],
    ['go.mod marks what is indirect', mod('1.19', 'require example.org/c v1.2.0 // indirect\n'), sum, said],
    ['go.sum has another version', mod('1.19'), sum.replace('1.2.0', '1.2.1'), said],
    ['go.sum is empty', mod('1.19'), '', said],
  ])('not when %s', (_, text, hashes, unread) => {
    expect(ruleWith({ '/src/go.mod': text, '/src/go.sum': hashes }, unread)).toBeUndefined();
  });
});

test.each([
  ['apk', '/x/lib/apk/db/installed', 'database-of-another-root'],
  ['apk', '/lib/apk/db/installed', undefined],
  ['deb', '/x/var/lib/dpkg/status.d/dash', 'database-of-another-root'],
  ['deb', '/var/lib/dpkg/status', undefined],
  ['rpm', '/x/var/lib/rpm/Packages', 'database-of-another-root'],
  ['npm', '/x/var/lib/dpkg/status', undefined],
])('database-of-another-root: %s at %s', (type, path, expected) => {
  expect(ruleOf(onlyTheirs('Syft', packageOf(`${type} a 1`, path)), evidenceOf({ [path]: '' }))).toBe(expected);
  expect(ruleOf(onlyTheirs('Trivy', packageOf(`${type} a 1`, path)), evidenceOf({ [path]: '' }))).toBeUndefined();
});

test.each([
  ['cffaedfe', 'macos-program'],
  ['7f454c46', undefined],
])('macos-program: by its first bytes %s', (hex, expected) => {
  const files = { '/x/a.test': Buffer.from(`${hex}00000000`, 'hex') };
  expect(ruleOf(onlyTheirs('Syft', packageOf('golang stdlib 1.25.1', '/x/a.test')), evidenceOf(files))).toBe(expected);
});

describe('dotnet-runtime-pack', () => {
  const path = '/app/x.deps.json';
  const evidence = evidenceOf({ [path]: JSON.stringify({ libraries: { 'runtimepack.A.B/8.0.1': {} } }) });
  test('both spellings of what deps.json has', () => {
    for (const peer of ['Trivy', 'Syft'] as const)
      expect(ruleOf(onlyOurs(peer, packageOf('nuget a.b 8.0.1', path)), evidence)).toBe('dotnet-runtime-pack');
    const theirs = packageOf('nuget runtimepack.a.b 8.0.1', path);
    expect(ruleOf(onlyTheirs('Syft', theirs), evidence)).toBe('dotnet-runtime-pack');
    expect(ruleOf(onlyTheirs('Trivy', theirs), evidence)).toBeUndefined();
  });
  test('not another version or package', () => {
    for (const text of ['nuget a.b 8.0.2', 'nuget a.c 8.0.1'])
      expect(ruleOf(onlyOurs('Syft', packageOf(text, path)), evidence)).toBeUndefined();
  });
});

describe('python-metadata-without-version', () => {
  const path = '/x/empty-1.0.0-py3.8.egg-info';
  const ours = { ...listing('Seawall', []), unread: [`layer 1 ${path}: no usable Name and Version`] };
  const named = packageOf('pypi empty 1.0.0', path);
  test('the name of the file tells both, and Seawall says so', () => {
    expect(ruleOf(onlyOurs('Syft', named), evidenceOf({ [path]: '' }, { ours }))).toBe(
      'python-metadata-without-version',
    );
    expect(ruleOf(onlyOurs('Syft', named), evidenceOf({ [path]: '' }))).toBeUndefined();
    const other = packageOf('pypi other 1.0.0', path);
    expect(ruleOf(onlyOurs('Syft', other), evidenceOf({ [path]: '' }, { ours }))).toBeUndefined();
  });
  test('a package without a version', () => {
    const theirs = onlyTheirs('Trivy', packageOf('pypi a', path));
    expect(ruleOf(theirs, evidenceOf({ [path]: 'Name: a\n' }, { ours }))).toBe('python-metadata-without-version');
    expect(ruleOf(theirs, evidenceOf({ [path]: 'Name: a\nVersion: 1\n' }, { ours }))).toBeUndefined();
  });
});

describe('test-data-of-go-module', () => {
  const module = '/go/example.org/x@v1.0.0';
  const path = `${module}/a/test-fixtures/nginx`;
  const ruleWith = (text: string, files: Record<string, string>) =>
    ruleOf(onlyTheirs('Syft', packageOf(text, path)), evidenceOf(files));
  test.each([
    ['generic nginx 1', 'name: nginx\n'],
    ['cran nginx 1', '\x7fELF'],
  ])('%s', (text, content) => {
    expect(ruleWith(text, { [path]: content, [`${module}/go.mod`]: '' })).toBe('test-data-of-go-module');
  });
  test.each([
    ['a program', 'generic nginx 1', { [path]: '\x7fELF', [`${module}/go.mod`]: '' }],
    ['a script', 'generic nginx 1', { [path]: '#!/bin/sh', [`${module}/go.mod`]: '' }],
    ['a type that Seawall reads', 'npm nginx 1', { [path]: 'x', [`${module}/go.mod`]: '' }],
    ['no module around it', 'generic nginx 1', { [path]: 'x' }],
  ])('not %s', (_, text, files) => {
    expect(ruleWith(text, files as Record<string, string>)).toBeUndefined();
  });
  test('not outside of test data', () => {
    const files = { [`${module}/nginx`]: 'x', [`${module}/go.mod`]: '' };
    const theirs = onlyTheirs('Syft', packageOf('generic nginx 1', `${module}/nginx`));
    expect(ruleOf(theirs, evidenceOf(files))).toBeUndefined();
  });
});

test('locked-not-installed: a pom has group and artifact apart, PyPI any spelling', () => {
  const declared = (text: string, path: string) => onlyOurs('Syft', { ...packageOf(text, path), declared: true });
  const pom = '<groupId>junit</groupId><artifactId>junit-x</artifactId><version>4.12</version>';
  const files = { '/pom.xml': pom, '/requirements.txt': 'Some._Project ==5.4' };
  expect(ruleOf(declared('maven junit:junit-x 4.12', '/pom.xml'), evidenceOf(files))).toBe('locked-not-installed');
  expect(ruleOf(declared('maven other:junit-x 4.12', '/pom.xml'), evidenceOf(files))).toBeUndefined();
  expect(ruleOf(declared('pypi some-project 5.4', '/requirements.txt'), evidenceOf(files))).toBe(
    'locked-not-installed',
  );
});

test.each([
  ['Name: Python\nVersion: 2.7.13\n', 'python-own-metadata'],
  ['Name: Python\nVersion: 2.7.14\n', undefined],
])('python-own-metadata: %j', (text, expected) => {
  const path = '/usr/lib/python2.7/lib-dynload/Python-2.7.egg-info';
  expect(ruleOf(onlyOurs('Syft', packageOf('pypi python 2.7.13', path)), evidenceOf({ [path]: text }))).toBe(expected);
});

test('test-data-of-go-module: an SBOM that Trivy reads', () => {
  const module = '/go/example.org/x@v1.0.0';
  const bom = '{"name":"main","group":"org.example","version":"1.2.3"}';
  const theirs = onlyTheirs('Trivy', packageOf('maven org.example:main 1.2.3'));
  const ruleAt = (path: string) => ruleOf(theirs, evidenceOf({ [path]: bom, [`${module}/go.mod`]: '' }));
  expect(ruleAt(`${module}/test-fixtures/a.cdx.json`)).toBe('test-data-of-go-module');
  expect(ruleAt('/opt/bitnami/x/a.cdx.json')).toBeUndefined();
});
