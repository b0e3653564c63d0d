import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const readText = (name: string) => readFileSync(resolve(root, name), 'utf8');
const readJson = (name: string) => JSON.parse(readText(name));

describe('docs/dependencies.md', () => {
  const rows = [...readText('docs/dependencies.md').matchAll(/^\| (\S+) \| (\d\S*) \| (\S+) \| (.+) \|$/gm)];

  test('lists exactly the dependencies of package.json, with their versions', () => {
    const { dependencies = {}, devDependencies } = readJson('package.json');
    const listed = Object.fromEntries(rows.map(([, name, version]) => [name, version]));
    expect(listed).toEqual({ ...dependencies, ...devDependencies });
  });

  test('gives the licence that the package states', () => {
    const lock = readJson('package-lock.json').packages;
    for (const [, name, , licence] of rows) expect(lock[`node_modules/${name}`].license, name).toBe(licence);
  });

  test('is right that nothing runs a script when it is installed', () => {
    const packages: Record<string, { hasInstallScript?: boolean }> = readJson('package-lock.json').packages;
    expect(Object.keys(packages).filter((name) => packages[name]?.hasInstallScript === true)).toEqual([]);
  });
});
