import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { uvLock } from './uv-lock.ts';

function analyse(text: string | Buffer) {
  return uvLock.analyse({ path: 'srv/uv.lock', bytes: Buffer.from(text) });
}

/*
 * Made by `uv lock` of a project with httpx[socks]==0.27.2, packaging<24 for Python 3.8 and packaging>=24 for newer ones,
 * an extra `cli` with click==8.1.7, a group `dev` with beautifulsoup4==4.12.3 and zope.event==5.0.
 */
const real = readFileSync(new URL('fixtures/python/uv.lock', import.meta.url));

describe('a real uv.lock', () => {
  const facts = analyse(real);
  const packages = facts?.packages ?? [];
  const find = (name: string, version?: string) =>
    packages.find((item) => item.name === name && (version === undefined || item.version === version));

  test('has every package but the project itself', () => {
    expect(facts).not.toHaveProperty('problems');
    const named = [...real.toString().matchAll(/^\[\[package\]\]\nname = "(.*)"\nversion = "(.*)"/gm)];
    const ours = named.map(([, name, version]) => `${name} ${version}`).filter((text) => text !== 'demo-app 0.1.0');
    expect(ours).toHaveLength(27);
    expect(packages.map(({ name, version }) => `${name} ${version}`)).toEqual(ours);
    expect(new Set(packages.map(({ scope }) => scope))).toEqual(new Set(['declared']));
  });

  test('tells what the project names itself, extras included', () => {
    const direct = packages.filter((item) => item.direct).map(({ name, version, dev }) => [name, version, dev]);
    expect(direct).toEqual([
      ['beautifulsoup4', '4.12.3', true],
      ['click', '8.1.7', false],
      ['httpx', '0.27.2', false],
      ['packaging', '23.2', false],
      ['packaging', '26.3', false],
      ['zope-event', '5.0', true],
    ]);
  });

  test('tells what only development needs, and the way to it', () => {
    expect(find('soupsieve')).toMatchObject({ dev: true, path: ['beautifulsoup4@4.12.3', 'soupsieve@2.7'] });
    expect(find('h11')).toMatchObject({ dev: false, path: ['httpx@0.27.2', 'httpcore@1.0.9', 'h11@0.16.0'] });
  });

  test('leads to the version that is meant where there are several, and to what an extra needs', () => {
    expect(find('anyio', '4.5.2')?.dependsOn).toEqual([
      'pkg:pypi/exceptiongroup@1.3.1',
      'pkg:pypi/idna@3.15',
      'pkg:pypi/sniffio@1.3.1',
      'pkg:pypi/typing-extensions@4.13.2',
    ]);
    expect(find('httpx')?.dependsOn).toContain('pkg:pypi/socksio@1.0.0');
  });

  test('with Windows line ends and a byte order mark is the same', () => {
    expect(analyse(`\uFEFF${real.toString().replaceAll('\n', '\r\n')}`)).toEqual(facts);
  });

  test('cut off anywhere gives what stands before, and a problem', () => {
    for (let end = 400; end < real.length; end += 997) {
      const cut = analyse(real.subarray(0, end));
      const names = packages.slice(0, cut?.packages?.length).map(({ purl }) => purl);
      expect(cut?.packages?.map(({ purl }) => purl)).toEqual(names);
      const entries = real.toString('utf8', 0, end).split('\n[[package]]\n').length - 1;
      expect(names.length).toBeGreaterThanOrEqual(entries - 2);
    }
  });
});

test('members of a workspace and folders beside it are the project', () => {
  const entry = (name: string, source: string, needs: string) =>
    `[[package]]\nname = "${name}"\nversion = "1"\nsource = ${source}\ndependencies = [${needs}]\n`;
  const facts = analyse(
    `version = 1\n${entry('app', '{ virtual = "." }', '{ name = "lib" }')}${entry('lib', '{ editable = "lib" }', '{ name = "a" }')}` +
      `${entry('beside', '{ directory = "../beside" }', '{ name = "b" }')}${entry('a', '{ registry = "x" }', '{ name = "c" }')}` +
      `${entry('b', '{ git = "https://host/b?rev=1#2" }', '')}${entry('c', '{ registry = "x" }', '')}`,
  );
  expect(facts?.packages?.map(({ name, direct }) => [name, direct])).toEqual([
    ['a', true],
    ['b', true],
    ['c', false],
  ]);
});

describe('a hostile uv.lock', () => {
  test.each([
    'version = 1',
    'package = 1',
    'package = "x"',
    '[package]\nname = "a"',
    '[[package]]\nname = "a"\nversion = "1"\nsource = "."\ndependencies = { x = 1 }\nwheels = 3\nsdist = [1]\noptional-dependencies = []',
    '[[package]]\nname = "a"\nversion = "1"\ndependencies = [1, "b", { name = 2 }, [], { name = "b", version = 3 }]',
  ])('of wrong types is read as far as it has the right ones: %s', (text) => {
    const facts = analyse(text);
    expect(facts?.packages).toHaveLength(text.includes('version = "1"') ? 1 : 0);
    expect(facts).not.toHaveProperty('problems');
  });

  test('with entries that are none says so', () => {
    expect(analyse('package = [1, { version = "1" }, { name = "a", version = 1 }]')).toEqual({
      packages: [],
      problems: ['package that is not a table', 'package without a name', 'a has no version'].map((what) => ({
        where: '/srv/uv.lock',
        what,
      })),
    });
  });

  test('cannot reach prototypes', () => {
    const facts = analyse(
      '[__proto__]\nname = "x"\n[[package]]\nname = "__proto__x"\nversion = "1"\n[package.__proto__]\nsource = { virtual = "." }\n',
    );
    expect(facts?.packages).toMatchObject([{ name: '__proto__x' }]);
    expect(({} as { source?: unknown }).source).toBeUndefined();
  });

  test('with a circle ends', () => {
    const entry = (name: string, need: string) =>
      `[[package]]\nname = "${name}"\nversion = "1"\ndependencies = [{ name = "${need}" }]\n`;
    expect(analyse(entry('a', 'b') + entry('b', 'a'))?.packages?.map(({ dependsOn }) => dependsOn)).toEqual([
      ['pkg:pypi/b@1'],
      ['pkg:pypi/a@1'],
    ]);
  });

  test('that is no text, too deep or made of brackets is a problem', () => {
    for (const text of [
      Buffer.from([0xff, 0xfe, 0, 1]),
      `a = ${'['.repeat(100_000)}`,
      `a = [${'[],'.repeat(300_000)}]`,
    ]) {
      const facts = analyse(text);
      expect(facts?.packages).toEqual([]);
      expect(facts?.problems).toHaveLength(1);
    }
  });
});
