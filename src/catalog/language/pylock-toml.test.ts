import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pylockToml } from './pylock-toml.ts';

function analyse(text: string | Buffer) {
  return pylockToml.analyse({ path: 'srv/pylock.toml', bytes: Buffer.from(text) });
}

/** Made by `uv export --all-groups --all-extras --format pylock.toml` of the project of uv.lock. */
const real = readFileSync(new URL('fixtures/python/pylock.toml', import.meta.url));

test('pylock.toml and pylock.NAME.toml are lock files', () => {
  const { accept } = pylockToml.interest;
  expect(['pylock.toml', 'srv/pylock.dev.toml'].map((path) => accept?.(path))).toEqual([true, true]);
  expect(['pyproject.toml', 'xpylock.toml', 'pylock.a.b.toml'].map((path) => accept?.(path))).toEqual([
    false,
    false,
    false,
  ]);
});

test('a real file has all packages of the uv.lock that it was made of', () => {
  const facts = analyse(real);
  expect(facts).not.toHaveProperty('problems');
  const named = [...real.toString().matchAll(/^\[\[packages\]\]\nname = "(.*)"\nversion = "(.*)"/gm)];
  expect(named).toHaveLength(27);
  expect(facts?.packages?.map((item) => `${item.name} ${item.version}`)).toEqual(
    named.map(([, of, at]) => `${of} ${at}`),
  );
});

test('edges, hashes, folders and packages without a version', () => {
  const hash = 'a'.repeat(64);
  const text =
    `[[packages]]\nname = "a"\nversion = "1"\ndependencies = [{ name = "b", version = "2" }, { name = "c" }]\nwheels = [{ hashes = { SHA256 = "${hash}" } }]\n` +
    '[[packages]]\nname = "b"\nversion = "1"\n[[packages]]\nname = "b"\nversion = "2"\n' +
    '[[packages]]\nname = "c"\nversion = "1"\ndirectory = { path = "." }\n[[packages]]\nname = "d"\nvcs = { type = "git" }\n';
  expect(analyse(text)).toMatchObject({
    packages: [
      { name: 'a', hashes: [`sha256:${hash}`], dependsOn: ['pkg:pypi/b@2'] },
      { version: '1' },
      { version: '2' },
    ],
  });
});

test('wrong types, damage and prototypes', () => {
  expect(
    analyse('packages = [1, { name = "a" }, { name = "b", version = "1", wheels = 1, sdist = 2, dependencies = [3] }]'),
  ).toMatchObject({
    packages: [{ name: 'b' }],
    problems: [{ what: 'package without a name' }, { what: 'a has no version' }],
  });
  expect(analyse('[[packages]]\nname = "a"\nversion = "1"\n[[packages]]\nname = ')).toMatchObject({
    packages: [{ name: 'a' }],
    problems: [{}],
  });
  expect(analyse('[__proto__]\npackages = [{ name = "a", version = "1" }]')).toEqual({ packages: [] });
});
