import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { poetryLock } from './poetry-lock.ts';

function analyse(text: string | Buffer) {
  return poetryLock.analyse({ path: 'srv/poetry.lock', bytes: Buffer.from(text) });
}

/*
 * Made by `poetry lock` (1.4.2 and 2.5.1) of a project with httpx[socks] 0.27.2, packaging in two versions by marker, click
 * for an extra, and a group `dev` with beautifulsoup4 4.12.3 and zope.event 5.0.
 */
const fixture = (name: string) => readFileSync(new URL(`fixtures/python/${name}`, import.meta.url));

describe.each([
  ['poetry-1.lock', 18],
  ['poetry-2.lock', 23],
])('a real %s', (name, count) => {
  const real = fixture(name);
  const facts = analyse(real);
  const packages = facts?.packages ?? [];
  const find = (wanted: string) => packages.find((item) => item.name === wanted);

  test('has every package, in its versions', () => {
    expect(facts).not.toHaveProperty('problems');
    const named = [...real.toString().matchAll(/^\[\[package\]\]\nname = "(.*)"\nversion = "(.*)"/gm)];
    expect(named).toHaveLength(count);
    expect(packages.map((item) => `${item.name} ${item.version}`)).toEqual(named.map(([, of, at]) => `${of} ${at}`));
  });

  test('tells what is for development', () => {
    const dev = packages.filter((item) => item.dev).map((item) => item.name);
    expect(new Set(dev)).toEqual(new Set(['beautifulsoup4', 'setuptools', 'soupsieve', 'zope-event']));
    expect(packages.filter((item) => item.dev === undefined)).toEqual([]);
  });

  test('leads from package to package, also by an extra, and says nothing of the project', () => {
    expect(find('httpcore')?.dependsOn).toEqual(['pkg:pypi/certifi@2026.10.18', 'pkg:pypi/h11@0.16.0']);
    expect(find('httpx')?.dependsOn).toContain('pkg:pypi/socksio@1.0.0');
    expect(find('httpx')).not.toHaveProperty('direct');
    expect(find('httpx')).not.toHaveProperty('path');
  });
});

test('formats without groups and categories say nothing of development', () => {
  const [item] = analyse('[[package]]\nname = "a"\nversion = "1"\n')?.packages ?? [];
  expect(item).not.toHaveProperty('dev');
});

test('format 1 has its hashes at the end', () => {
  const hash = `sha256:${'a'.repeat(64)}`;
  const text =
    '[[package]]\nname = "A.b"\nversion = "1"\ncategory = "main"\n[package.dependencies]\nc = [{version = ">1"}, {version = "<3"}]\n' +
    `[[package]]\nname = "c"\nversion = "2"\ncategory = "dev"\n[metadata.files]\na-b = [{file = "x", hash = "${hash}"}]\nc = []\n`;
  expect(analyse(text)?.packages).toMatchObject([
    { name: 'A.b', dev: false, hashes: [hash], dependsOn: ['pkg:pypi/c@2'] },
    { name: 'c', dev: true },
  ]);
});

test('a folder beside the file is source of the project; archives and repositories are packages', () => {
  const entry = (kind: string) =>
    `[[package]]\nname = "${kind}"\nversion = "1"\n[package.source]\ntype = "${kind}"\nurl = "x"\n`;
  const text = ['directory', 'file', 'git', 'url', 'legacy'].map(entry).join('');
  expect(analyse(text)?.packages?.map(({ name }) => name)).toEqual(['file', 'git', 'url', 'legacy']);
});

describe('a hostile poetry.lock', () => {
  test('of wrong types is read as far as it has the right ones', () => {
    const text =
      'package = [{ name = "a", version = "1", dependencies = 1, files = [1, {hash = 2}], groups = 3, source = 4, category = 5 }, 6]\n[metadata]\nfiles = 7\n';
    expect(analyse(text)).toEqual({
      packages: [expect.objectContaining({ name: 'a' })],
      problems: [{ where: '/srv/poetry.lock', what: 'package without a name' }],
    });
  });

  test('names of object members are names', () => {
    const text =
      '[[package]]\nname = "constructor"\nversion = "1"\n[package.dependencies]\n__proto__ = "*"\ntoString = "*"\n[metadata.files]\n__proto__ = []\n';
    expect(analyse(text)?.packages).toEqual([expect.objectContaining({ name: 'constructor' })]);
  });

  test('cut off in the middle gives what stands before and one problem with its line', () => {
    const facts = analyse('[[package]]\nname = "a"\nversion = "1"\n\n[[package]]\nname = "b"\nversion = "2');
    expect(facts).toMatchObject({
      packages: [{ name: 'a' }],
      problems: [{ where: '/srv/poetry.lock:7', what: 'not valid TOML: only the entries before it were read' }],
    });
    expect(analyse('{"json": true}')).toMatchObject({ packages: [], problems: [{}] });
    expect(analyse('')).toEqual({ packages: [] });
  });
});
