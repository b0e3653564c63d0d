import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pdmLock } from './pdm-lock.ts';

function analyse(text: string | Buffer) {
  return pdmLock.analyse({ path: 'srv/pdm.lock', bytes: Buffer.from(text) });
}

/*
 * Made by `pdm lock -G :all` (2.12.4) of a project with httpx[socks]==0.27.2, an extra `cli` with click==8.1.7 and a group
 * `dev` with beautifulsoup4==4.12.3 and zope.event==5.0.
 */
const real = readFileSync(new URL('fixtures/python/pdm.lock', import.meta.url));

describe('a real pdm.lock', () => {
  const facts = analyse(real);
  const packages = facts?.packages ?? [];
  const find = (wanted: string) => packages.find((item) => item.name === wanted);

  test('has every package once, also those that stand there again with an extra', () => {
    expect(facts).not.toHaveProperty('problems');
    const named = [...real.toString().matchAll(/^\[\[package\]\]\nname = "(.*)"\nversion = "(.*)"/gm)];
    const once = [...new Set(named.map(([, of, at]) => `${of} ${at}`))];
    expect(once.length).toBe(named.length - 1);
    expect(packages.map((item) => `${item.name} ${item.version}`)).toEqual(once);
  });

  test('leads from package to package, also by an extra, and never to itself', () => {
    expect(find('httpx')?.dependsOn).toEqual(
      ['anyio@4.5.2', 'certifi@2026.10.18', 'httpcore@1.0.9', 'idna@3.15', 'sniffio@1.3.1', 'socksio@1.0.0'].map(
        (item) => `pkg:pypi/${item}`,
      ),
    );
  });

  test('tells of development as far as groups do', () => {
    expect(['httpx', 'soupsieve', 'click'].map((name) => find(name)?.dev)).toEqual([false, true, undefined]);
    expect(find('httpx')).not.toHaveProperty('direct');
  });
});

test('groups of any name may be extras of the project', () => {
  const of = (groups: string) =>
    analyse(`[[package]]\nname = "a"\nversion = "1"\ngroups = ${groups}\n`)?.packages?.[0]?.dev;
  expect(['["test", "docs"]', '["dev", "default"]', '["dev", "web"]', '[]', '[1]', '"dev"'].map(of)).toEqual([
    true,
    false,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('a folder beside the file is source of the project; a wheel is a package', () => {
  const entry = (name: string, more: string) => `[[package]]\nname = "${name}"\nversion = "1"\n${more}\n`;
  const text =
    entry('a', 'path = "./a"\neditable = true') +
    entry('b', 'path = "./b"') +
    entry('c', 'path = "./c-1-py3-none-any.whl"');
  expect(analyse(text)?.packages?.map(({ name }) => name)).toEqual(['c']);
});

test('wrong types, damage and prototypes', () => {
  const text =
    'package = [{ name = "a", version = "1", dependencies = [1, "[", "__proto__"], files = 2, path = 3, groups = {} }, "x"]\n';
  expect(analyse(text)).toEqual({
    packages: [{ name: 'a', version: '1', purl: 'pkg:pypi/a@1', type: 'pypi', licences: [], scope: 'declared' }],
    problems: [{ where: '/srv/pdm.lock', what: 'package without a name' }],
  });
  const cut = analyse(real.subarray(0, 3000));
  expect(cut?.packages?.map(({ name }) => name)).toEqual(['anyio', 'beautifulsoup4', 'certifi', 'click', 'colorama']);
  expect(cut?.problems).toHaveLength(1);
  expect(analyse('\xff\0')?.packages).toEqual([]);
});
