import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeZip } from '../fixtures/zip-writer.ts';
import type { Evidence } from './evidence.ts';
import { evidenceOf, listing, onlyOurs, onlyTheirs, ourFinding, packageOf, ruleOf } from './evidence.fixture.ts';
import type { RawStatement } from './raw-advisories.ts';
import { rules } from './rules.ts';

function jar(members: Record<string, string>): Buffer {
  return makeZip(Object.entries(members).map(([name, content]) => ({ name, content: Buffer.from(content) })));
}

function manifest(attributes: Record<string, string>): string {
  return `${Object.entries(attributes)
    .map(([key, value]) => `${key}: ${value}\r\n`)
    .join('')}\r\n`;
}

const owner = { package: 'node-x', version: '1-1', source: 'node-x' };

test('the list and the folder agree, and no two rules have one name', () => {
  const files = readdirSync(join(import.meta.dirname, 'rules')).map((name) => name.replace(/\.ts$/, ''));
  expect(rules.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
});

test('no rule holds for a difference without any evidence', () => {
  for (const text of ['npm a 1', 'maven g:a 1', 'golang a 1', 'gem a 1', 'rpm a 1', 'nuget a 1', 'binary a 1']) {
    const item = packageOf(text, '/x');
    for (const peer of ['Trivy', 'Syft'] as const) {
      expect(ruleOf(onlyOurs(peer, item), evidenceOf({}))).toBeUndefined();
      expect(ruleOf(onlyTheirs(peer, item), evidenceOf({}))).toBeUndefined();
    }
    expect(ruleOf(ourFinding(item, 'CVE-1'), evidenceOf({}))).toBeUndefined();
  }
});

describe('owned-by-system-package', () => {
  const ownedBy = 'pkg:deb/debian/node-x@1-1';
  const item = { ...packageOf('npm x 1', '/usr/share/nodejs/x/package.json', '/opt/x/package.json'), ownedBy };
  const owned = evidenceOf({}, { ownerOf: () => owner });
  test('when every place has an owner, and Seawall names it', () => {
    expect(ruleOf(onlyOurs('Trivy', item), owned)).toBe('owned-by-system-package');
  });
  test('not when one place has none, nor beside Syft', () => {
    const ownerOf = (path: string) => (path.startsWith('/usr') ? owner : undefined);
    expect(ruleOf(onlyOurs('Trivy', item), evidenceOf({}, { ownerOf }))).toBeUndefined();
    expect(ruleOf(onlyOurs('Syft', item), owned)).toBeUndefined();
  });
  test('a lock file beside the gem of the system needs no owner', () => {
    const spec = '/usr/lib/ruby/specifications/x-1.gemspec';
    const gem = { ...packageOf('gem x 1', spec, '/srv/Gemfile.lock'), ownedBy };
    const ownerOf = (path: string) => (path.startsWith('/usr') ? owner : undefined);
    const ruleWith = (files: Record<string, string>) => ruleOf(onlyOurs('Trivy', gem), evidenceOf(files, { ownerOf }));
    expect(ruleWith({ '/srv/Gemfile.lock': 'GEM\n  specs:\n    x (1)\n' })).toBe('owned-by-system-package');
    expect(ruleWith({ '/srv/Gemfile.lock': 'GEM\n  specs:\n    x (2)\n' })).toBeUndefined();
  });
  test('not when Seawall names no owner or another one: that is a fault of ours', () => {
    const plain = packageOf('npm x 1', ...item.paths);
    expect(ruleOf(onlyOurs('Trivy', plain), owned)).toBeUndefined();
    expect(ruleOf(onlyOurs('Trivy', { ...item, ownedBy: 'pkg:deb/debian/other@1' }), owned)).toBeUndefined();
  });
});

describe('locked-not-installed', () => {
  const gem = { ...packageOf('gem rack 2.0.7', '/srv/Gemfile.lock'), declared: true };
  const lock = { '/srv/Gemfile.lock': '    rack (2.0.7)\n' };
  test('when the lock file names it and nothing installs it', () => {
    expect(ruleOf(onlyOurs('Syft', gem), evidenceOf(lock))).toBe('locked-not-installed');
  });
  test.each([
    ['a gem is there', { ...lock, '/var/gems/specifications/rack-2.0.7.gemspec': '' }],
    ['the lock file has another version', { '/srv/Gemfile.lock': '    rack (2.0.8)\n' }],
    ['there is no lock file', {}],
  ])('not when %s', (_, files) => {
    expect(ruleOf(onlyOurs('Syft', gem), evidenceOf(files))).toBeUndefined();
  });
  test('not when npm has installed that very version', () => {
    const item = { ...packageOf('npm nan 2.0.0', '/app/package-lock.json'), declared: true };
    const files = {
      '/app/package-lock.json': '"nan" "2.0.0"',
      '/app/node_modules/nan/package.json': '{"version":"2.0.0"}',
    };
    expect(ruleOf(onlyOurs('Trivy', item), evidenceOf(files))).toBeUndefined();
    const other = { ...files, '/app/node_modules/nan/package.json': '{"version":"1.0.0"}' };
    expect(ruleOf(onlyOurs('Trivy', item), evidenceOf(other))).toBe('locked-not-installed');
  });
});

describe('composer-development-package', () => {
  const path = '/app/vendor/composer/installed.json';
  const item = packageOf('composer a/b 1.0', path);
  const files = (dev: string[]) => ({
    [path]: JSON.stringify({ packages: [{ name: 'A/b', version: '1.0' }], 'dev-package-names': dev }),
  });
  test('when installed.json says so', () => {
    expect(ruleOf(onlyOurs('Trivy', item), evidenceOf(files(['A/b'])))).toBe('composer-development-package');
  });
  test('not for a production package', () => {
    expect(ruleOf(onlyOurs('Trivy', item), evidenceOf(files([])))).toBeUndefined();
  });
});

describe('jars', () => {
  const path = '/opt/lib/thing-1.2.jar';
  const item = packageOf('maven org.thing:thing 1.2', path);
  const classes = { 'org/thing/A.class': '', 'org/thing/B.class': '' };

  test('jar-without-pom, also inside another jar', () => {
    expect(ruleOf(onlyOurs('Trivy', item), evidenceOf({ [path]: jar(classes) }))).toBe('jar-without-pom');
    const inner = jar(classes).toString('latin1');
    const outer = makeZip([{ name: 'BOOT-INF/lib/thing-1.2.jar', content: Buffer.from(inner, 'latin1') }]);
    const nested = packageOf('maven org.thing:thing 1.2', '/opt/app.jar/BOOT-INF/lib/thing-1.2.jar');
    expect(ruleOf(onlyOurs('Trivy', nested), evidenceOf({ '/opt/app.jar': outer }))).toBe('jar-without-pom');
  });

  test('not jar-without-pom when Trivy could have known it, or nothing names it', () => {
    const pom = {
      'META-INF/maven/org.thing/thing/pom.properties': 'groupId=org.thing\nartifactId=thing\nversion=1.2\n',
    };
    const with_ = (files: Record<string, string>, parts: Partial<Evidence> = {}) =>
      ruleOf(onlyOurs('Trivy', item), evidenceOf({ [path]: jar(files) }, parts));
    expect(with_({ ...classes, ...pom })).toBeUndefined();
    expect(with_(classes, { jarIndexHas: () => true })).toBeUndefined();
    const elsewhere = packageOf('maven org.thing:thing 9', path);
    expect(ruleOf(onlyOurs('Trivy', elsewhere), evidenceOf({ [path]: jar(classes) }))).toBeUndefined();
  });

  test('jar-group-of-syft: a main class is no group, ours is where the classes are', () => {
    const files = { [path]: jar({ ...classes, 'META-INF/MANIFEST.MF': manifest({ 'Main-Class': 'org.thing.A' }) }) };
    const evidence = evidenceOf(files, { ours: listing('Seawall', [item]) });
    expect(ruleOf(onlyTheirs('Syft', packageOf('maven org.thing.A:thing 1.2', path)), evidence)).toBe(
      'jar-group-of-syft',
    );
    expect(ruleOf(onlyTheirs('Syft', packageOf('maven org.real:thing 1.2', path)), evidence)).toBeUndefined();
    expect(ruleOf(onlyOurs('Syft', item), evidence)).toBe('jar-group-of-syft');
    expect(ruleOf(onlyOurs('Syft', packageOf('maven org.other:thing 1.2', path)), evidence)).toBeUndefined();
  });

  test('jar-group-of-syft: not when Seawall lists nothing there', () => {
    const files = { [path]: jar({ ...classes, 'META-INF/MANIFEST.MF': manifest({ 'Main-Class': 'org.thing.A' }) }) };
    const theirs = onlyTheirs('Syft', packageOf('maven org.thing.A:thing 1.2', path));
    expect(ruleOf(theirs, evidenceOf(files))).toBeUndefined();
  });

  test('jar-group-of-syft: no group when nothing names one, a long line of the manifest included', () => {
    const place = '/opt/app.jar';
    const files = {
      [place]: jar({ 'META-INF/MANIFEST.MF': 'Implementation-Title: sh\r\n op\r\nImplementation-Version: 1\r\n' }),
    };
    expect(ruleOf(onlyOurs('Syft', packageOf('maven shop 1', place)), evidenceOf(files))).toBe('jar-group-of-syft');
    expect(ruleOf(onlyOurs('Syft', packageOf('maven shop 2', place)), evidenceOf(files))).toBeUndefined();
  });

  test('jar-group-of-syft: no group when the classes have no common one', () => {
    const place = '/opt/weaver-1.9.7.jar';
    const item = packageOf('maven weaver 1.9.7', place);
    const ruleWith = (...names: string[]) =>
      ruleOf(onlyOurs('Syft', item), evidenceOf({ [place]: jar(Object.fromEntries(names.map((name) => [name, '']))) }));
    expect(ruleWith('aj/org/A.class', 'org/weaver/B.class')).toBe('jar-group-of-syft');
    expect(ruleWith('org/weaver/A.class', 'org/weaver/B.class')).toBeUndefined();
    expect(ruleWith('org/weaver/A.class', 'META-INF/versions/9/B.class')).toBeUndefined();
  });

  test('jar-without-version, of an operating-system package', () => {
    const theirs = (version: string) => onlyTheirs('Syft', packageOf(`maven a.B:b ${version}`, '/usr/share/b.jar'));
    const files = (attributes: Record<string, string>) => ({
      '/usr/share/b.jar': jar({ 'META-INF/MANIFEST.MF': manifest(attributes) }),
    });
    const parts = { ownerOf: () => owner };
    expect(ruleOf(theirs(''), evidenceOf(files({}), parts))).toBe('jar-without-version');
    expect(ruleOf(theirs(''), evidenceOf(files({ 'Bundle-Version': '3' }), parts))).toBeUndefined();
    expect(ruleOf(theirs(''), evidenceOf(files({})))).toBe('jar-without-version');
    expect(ruleOf(theirs('3'), evidenceOf(files({})))).toBeUndefined();
    const packed = (artifact: string) => ({
      '/usr/share/b.jar': jar({ 'META-INF/maven/x/pom.properties': `groupId=x\nartifactId=${artifact}\nversion=1\n` }),
    });
    expect(ruleOf(theirs(''), evidenceOf(packed('other')))).toBe('jar-without-version');
    expect(ruleOf(theirs(''), evidenceOf(packed('b')))).toBeUndefined();
  });

  test('jar-of-another-ending: by the pom.properties inside', () => {
    const properties = { 'META-INF/maven/a/b/pom.properties': 'groupId=a\nartifactId=b\nversion=1\n' };
    const ruleAt = (place: string, files = properties) =>
      ruleOf(onlyOurs('Trivy', packageOf('maven a:b 1', place)), evidenceOf({ [place]: jar(files) }));
    expect(ruleAt('/x/b.hpi')).toBe('jar-of-another-ending');
    expect(ruleAt('/x/b.jar')).toBeUndefined();
    expect(
      ruleOf(onlyOurs('Trivy', packageOf('maven a:c 1', '/x/b.hpi')), evidenceOf({ '/x/b.hpi': jar(properties) })),
    ).toBeUndefined();
  });
});

describe('go-main-module-and-standard-library', () => {
  const files = { '/bin/x': 'path\tx\nmod\texample.org/x\t(devel)\ndep\ta\tv1.0.0\n go1.26.8' };
  test('when the program says so', () => {
    for (const text of ['golang example.org/x', 'golang stdlib 1.26.8'])
      expect(ruleOf(onlyOurs('Trivy', packageOf(text, '/bin/x')), evidenceOf(files))).toBe(
        'go-main-module-and-standard-library',
      );
  });
  test('not for its dependencies, and other versions', () => {
    for (const text of ['golang a 1.0.0', 'golang stdlib 1.27', 'golang example.org/x 1.0.0'])
      expect(ruleOf(onlyOurs('Trivy', packageOf(text, '/bin/x')), evidenceOf(files))).toBeUndefined();
  });
});

describe('package.json', () => {
  const theirs = (text: string, ...paths: string[]) => onlyTheirs('Syft', packageOf(text, ...paths));

  test('private-application, outside of folders of modules only', () => {
    const files = { '/srv/package.json': '{"private":true}', '/usr/share/nodejs/a/package.json': '{"private":true}' };
    expect(ruleOf(theirs('npm a 1', '/srv/package.json'), evidenceOf(files))).toBe('private-application');
    expect(ruleOf(theirs('npm a 1', '/usr/share/nodejs/a/package.json'), evidenceOf(files))).toBeUndefined();
    const published = { '/srv/package.json': '{"private":false}' };
    expect(ruleOf(theirs('npm a 1', '/srv/package.json'), evidenceOf(published))).toBeUndefined();
  });

  test('package-json-without-version', () => {
    const path = '/srv/es6/package.json';
    expect(ruleOf(theirs('npm a', path), evidenceOf({ [path]: '{"name":"a"}' }))).toBe('package-json-without-version');
    expect(ruleOf(theirs('npm a', path), evidenceOf({ [path]: '{"version":"1.0.0"}' }))).toBeUndefined();
  });

  test('package-json-inside-package, below npm and below Debian', () => {
    const files = {
      '/srv/node_modules/@s/a/package.json': '{"name":"@s/a","version":"1.0.0"}',
      '/srv/node_modules/@s/a/test/b/package.json': '{}',
      '/usr/share/nodejs/c/package.json': '{"name":"c","version":"1.0.0"}',
      '/usr/share/nodejs/c/es6/package.json': '{}',
    };
    for (const path of ['/srv/node_modules/@s/a/test/b/package.json', '/usr/share/nodejs/c/es6/package.json'])
      expect(ruleOf(theirs('npm b 1', path), evidenceOf(files))).toBe('package-json-inside-package');
  });

  test('a nested or scoped package is one of its own', () => {
    const files = {
      '/srv/node_modules/a/package.json': '{"name":"a","version":"1.0.0"}',
      '/srv/node_modules/a/node_modules/b/package.json': '{}',
      '/srv/node_modules/@s/b/package.json': '{}',
    };
    for (const path of ['/srv/node_modules/a/node_modules/b/package.json', '/srv/node_modules/@s/b/package.json'])
      expect(ruleOf(theirs('npm b 1', path), evidenceOf(files))).toBeUndefined();
  });

  test.each([
    [{ author: ['x'] }, 'package-json-with-odd-people'],
    [{ contributors: 'x' }, 'package-json-with-odd-people'],
    [{ author: 'x', contributors: ['x'], maintainers: [{ name: 'x' }] }, undefined],
  ])('people as in %j', (people, expected) => {
    const path = '/srv/node_modules/a/package.json';
    const files = { [path]: JSON.stringify({ name: 'a', version: '1', ...people }) };
    expect(ruleOf(onlyOurs('Syft', packageOf('npm a 1', path)), evidenceOf(files))).toBe(expected);
    expect(ruleOf(onlyOurs('Syft', packageOf('npm a 2', path)), evidenceOf(files))).toBeUndefined();
  });
});

test('go-program-without-module: by its build information', () => {
  const theirs = onlyTheirs('Syft', packageOf('golang cmd/go', '/bin/go'));
  expect(ruleOf(theirs, evidenceOf({ '/bin/go': 'path\tcmd/go\nbuild\t-x' }))).toBe('go-program-without-module');
  expect(ruleOf(theirs, evidenceOf({ '/bin/go': 'path\tcmd/go\nmod\tcmd\tv1.0.0' }))).toBeUndefined();
  expect(ruleOf(theirs, evidenceOf({ '/bin/go': 'path\tother\n' }))).toBeUndefined();
});

test('go-toolchain-file: the same version as the standard library of its own program', () => {
  const theirs = onlyTheirs('Syft', packageOf('generic go 1.19.8', '/opt/go/VERSION'));
  const evidence = (stdlib: string, file: string) =>
    evidenceOf({ '/opt/go/VERSION': file }, { ours: listing('Seawall', [packageOf(stdlib, '/opt/go/bin/go')]) });
  expect(ruleOf(theirs, evidence('golang stdlib 1.19.8', 'go1.19.8'))).toBe('go-toolchain-file');
  expect(ruleOf(theirs, evidence('golang stdlib 1.19.7', 'go1.19.8'))).toBeUndefined();
  expect(ruleOf(theirs, evidence('golang stdlib 1.19.8', 'go1.20'))).toBeUndefined();
});

test('java-runtime-version: both versions stand in the release file of the same runtime', () => {
  const ours = packageOf('generic openjdk 17.0.1', '/usr/lib/jvm/j/lib/server/libjvm.so');
  const theirs = packageOf('generic openjdk 17.0.1+2', '/usr/lib/jvm/j/release');
  const evidence = (release: string, listed = [ours]) =>
    evidenceOf(
      { '/usr/lib/jvm/j/release': `JAVA_VERSION="17.0.1"\nJAVA_RUNTIME_VERSION="${release}"\n` },
      { ours: listing('Seawall', listed) },
    );
  for (const difference of [onlyOurs('Syft', ours), onlyTheirs('Syft', theirs)]) {
    expect(ruleOf(difference, evidence('17.0.1+2'))).toBe('java-runtime-version');
    expect(ruleOf(difference, evidence('17.0.1+2', []))).toBeUndefined();
  }
  expect(ruleOf(onlyTheirs('Syft', theirs), evidence('17.0.1+3'))).toBeUndefined();
});

describe('software-by-its-bytes', () => {
  const item = packageOf('generic nginx 1.22.1', '/opt/nginx');
  const files = { '/opt/nginx': '\x7fELF\0\0nginx version: nginx/1.22.1\0' };
  test('when an ELF file that nobody owns says so', () => {
    expect(ruleOf(onlyOurs('Trivy', item), evidenceOf(files))).toBe('software-by-its-bytes');
  });
  test.each([
    ['another version', '\x7fELF\0nginx/1.22.0'],
    ['no name', '\x7fELF\0/1.22.1'],
    ['a script', '#!/bin/sh nginx/1.22.1'],
  ])('not with %s', (_, text) => {
    expect(ruleOf(onlyOurs('Trivy', item), evidenceOf({ '/opt/nginx': text }))).toBeUndefined();
  });
  test.each([
    ['the version as a number', '\x7fELF\0libxml2\0SGMLDECL\x0020914\0', 'software-by-its-bytes'],
    ['a longer number', '\x7fELF\0libxml2\x00120914\0', undefined],
    ['the number of another version', '\x7fELF\0libxml2\x0020913\0', undefined],
  ])('of libxml2, with %s', (_, text, expected) => {
    const library = packageOf('generic libxml2 2.9.14', '/opt/etree.so');
    expect(ruleOf(onlyOurs('Trivy', library), evidenceOf({ '/opt/etree.so': text }))).toBe(expected);
  });
  test('not for what a package owns: that is listed twice', () => {
    expect(ruleOf(onlyOurs('Trivy', item), evidenceOf(files, { ownerOf: () => owner }))).toBeUndefined();
  });
});

test('windows-program: by its header, not by its name', () => {
  const program = Buffer.alloc(256);
  program.write('MZ');
  program.writeUInt32LE(128, 0x3c);
  program.write('PE\0\0', 128);
  const theirs = onlyTheirs('Syft', packageOf('binary x 1', '/srv/x.exe'));
  expect(ruleOf(theirs, evidenceOf({ '/srv/x.exe': program }))).toBe('windows-program');
  program.writeUInt32LE(0xffffffff, 0x3c);
  expect(ruleOf(theirs, evidenceOf({ '/srv/x.exe': program }))).toBeUndefined();
  expect(ruleOf(theirs, evidenceOf({ '/srv/x.exe': `\x7fELF${'\0'.repeat(100)}` }))).toBeUndefined();
});

test('rpm-public-key: by what rpm says', () => {
  const theirs = onlyTheirs('Trivy', packageOf('rpm gpg-pubkey 1-2'));
  expect(ruleOf(theirs, evidenceOf({}, { rpmKeys: new Set(['gpg-pubkey 1-2']) }))).toBe('rpm-public-key');
  expect(ruleOf(theirs, evidenceOf({}, { rpmKeys: new Set(['gpg-pubkey 1-3']) }))).toBeUndefined();
});

test('deps-json-project: by the type that the file gives', () => {
  const theirs = onlyTheirs('Syft', packageOf('nuget shop 1.0.0', '/app/shop.deps.json'));
  const files = (type: string) => ({
    '/app/shop.deps.json': JSON.stringify({ libraries: { 'Shop/1.0.0': { type } } }),
  });
  expect(ruleOf(theirs, evidenceOf(files('project')))).toBe('deps-json-project');
  expect(ruleOf(theirs, evidenceOf(files('package')))).toBeUndefined();
});

describe('finding-of-package-listed-by-one', () => {
  const finding = { ...ourFinding(packageOf('gem rack 2.0.7'), 'CVE-1'), listedByBoth: false };
  test('when a rule has explained the package', () => {
    const evidence = evidenceOf({}, { packageRule: () => 'locked-not-installed' });
    expect(ruleOf(finding, evidence)).toBe('finding-of-package-listed-by-one');
    expect(ruleOf({ ...finding, listedByBoth: true }, evidence)).toBeUndefined();
  });
  test('not where the distribution decides: there ours should have been hidden', () => {
    expect(ruleOf(finding, evidenceOf({}, { packageRule: () => 'owned-by-system-package' }))).toBeUndefined();
  });
});

test.each([
  ['0.0.0-20220622213112-05595931fe9d', 'go-pseudo-version'],
  ['0.16.0', undefined],
])('go-pseudo-version: %s', (version, expected) => {
  const statement: RawStatement = {
    file: 'osv/Go.zip, GO-1.json',
    id: 'GO-1',
    aliases: ['CVE-1'],
    withdrawn: false,
    ranges: [{ introduced: '0', fixed: '0.17.0' }],
    versions: [],
  };
  const parts = (statements: RawStatement[]): Partial<Evidence> => ({
    advisories: { aboutVulnerability: () => statements, namesOf: (ids) => new Set(ids) },
    trivyDatabase: { sources: ['go::x'], advisories: () => new Map([['CVE-1', '']]) },
  });
  const finding = ourFinding(packageOf(`golang example.org/a ${version}`), 'CVE-1');
  expect(ruleOf(finding, evidenceOf({}, parts([statement])))).toBe(expected);
  expect(ruleOf(finding, evidenceOf({}, parts([])))).toBeUndefined();
});

describe('advisory-not-in-trivy-database', () => {
  const statement: RawStatement = {
    file: 'osv/npm.zip, GHSA-1.json',
    id: 'GHSA-1',
    aliases: ['CVE-1'],
    withdrawn: false,
    ranges: [{ introduced: '0', fixed: '2.0.0' }],
    versions: [],
  };
  const sources = ['npm::GitHub'];
  const evidence = (known: string[], statements: RawStatement[] = [statement]) =>
    evidenceOf(
      {},
      {
        advisories: { aboutVulnerability: () => statements, namesOf: () => new Set(['CVE-1', 'GHSA-1']) },
        trivyDatabase: { sources, advisories: () => new Map(known.map((id) => [id, ''])) },
      },
    );
  const finding = (version: string) => ourFinding(packageOf(`npm a ${version}`), 'CVE-1');

  test('when the published range holds and Trivy has nothing of it', () => {
    expect(ruleOf(finding('1.9.0'), evidence(['CVE-2']))).toBe('advisory-not-in-trivy-database');
  });
  test('not when Trivy has it under any name', () => {
    expect(ruleOf(finding('1.9.0'), evidence(['GHSA-1']))).toBeUndefined();
  });
  test('not when the version is outside of the range, or the advisory withdrawn or unknown', () => {
    expect(ruleOf(finding('2.0.0'), evidence([]))).toBeUndefined();
    expect(ruleOf(finding('1.9.0'), evidence([], [{ ...statement, withdrawn: true }]))).toBeUndefined();
    expect(ruleOf(finding('1.9.0'), evidence([], []))).toBeUndefined();
  });
  test('an rpm module is compared with its own stream only', () => {
    const alma = (fixed: string) => ({
      ...evidence([], [{ ...statement, ranges: [{ fixed }] }]),
      distribution: { id: 'almalinux', versionId: '9.3', codename: '' },
    });
    const node = ourFinding(packageOf('rpm nodejs 18.19.1-1.module_el9'), 'CVE-1');
    expect(ruleOf(node, alma('1:18.20.0-1.module_el9'))).toBe('advisory-not-in-trivy-database');
    expect(ruleOf(node, alma('1:20.1.0-1.module_el9'))).toBeUndefined();
    expect(ruleOf(node, alma('1:18.20.0-1.el9'))).toBeUndefined();
  });
});
