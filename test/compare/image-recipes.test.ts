import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applications } from '../applications/applications.ts';
import { isOnPath } from '../parts/is-on-path.ts';
import { ImageFiles } from './image-files.ts';
import { imageRecipes } from './image-recipes.ts';
import { programPackages } from './images/programs.ts';
import { lackedBy, layerOf, writeImage, type ImageRecipe } from './images/recipe.ts';
import { readRpmDatabase } from './rpm-database.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-recipes-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Makes an image that takes no tools, and opens it. */
async function made(name: string): Promise<ImageFiles> {
  const archive = join(folder, `${name}.docker.tar`);
  await imageRecipes.find((recipe) => recipe.name === name)!.make({ archive, scratch: folder, cache: folder });
  return ImageFiles.open(archive);
}

test('every image has a name of its own, fit for a file', () => {
  const names = imageRecipes.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)?$/);
});

test('every application of the tests is an image, and needs its tools', () => {
  const images = imageRecipes.filter(({ name }) => name.startsWith('app-'));
  expect(images).toHaveLength(applications.length);
  for (const [at, { tools }] of images.entries())
    expect(tools).toEqual(expect.arrayContaining([...applications[at]!.tools]));
});

test('every file of recipes is used', () => {
  const text = readFileSync(join(import.meta.dirname, 'image-recipes.ts'), 'utf8');
  for (const file of readdirSync(join(import.meta.dirname, 'images'))) expect(text).toContain(`./images/${file}`);
});

test('no package is unpacked twice', () => {
  expect(new Set(programPackages).size).toBe(programPackages.length);
});

describe('what an image lacks', () => {
  const recipe = (more: Partial<ImageRecipe>): ImageRecipe => ({ name: 'x', what: 'x', make: async () => {}, ...more });

  test.each([
    ['nothing needed', {}, {}, []],
    ['the tools are there', { tools: ['tar'] }, {}, []],
    ['one is not', { tools: ['tar', 'gem'] }, {}, ['gem is not on PATH']],
    ['a variable', { variable: 'X' }, {}, ['X is not set']],
    ['an empty variable', { variable: 'X' }, { X: '' }, ['X is not set']],
    ['a variable that is set', { variable: 'X' }, { X: '/a' }, []],
    ['both', { tools: ['gem'], variable: 'X' }, {}, ['gem is not on PATH', 'X is not set']],
  ])('%s', (_, more, environment, expected) => {
    expect(lackedBy(recipe(more), (command) => command === 'tar', environment)).toEqual(expected);
  });
});

test('a folder becomes the upper layer', async () => {
  const root = join(folder, 'root');
  mkdirSync(join(root, 'opt'), { recursive: true });
  writeFileSync(join(root, 'opt/tool'), 'lower');
  const lower = layerOf(root, folder);
  writeFileSync(join(root, 'opt/tool'), 'upper');
  const archive = join(folder, 'layers.docker.tar');
  writeImage(archive, [lower, layerOf(root, folder)]);
  const image = await ImageFiles.open(archive);
  expect(image.text('/opt/tool')).toBe('upper');
  image.close();
});

test('alpine has a database with sources', async () => {
  const image = await made('alpine');
  expect(image.text('/etc/os-release')).toContain('VERSION_ID=3.17');
  expect(image.text('/lib/apk/db/installed')).toMatch(/^P:libssl3\nV:3\.0\.7-r2\n(.+\n)*o:openssl$/m);
  image.close();
});

test.skipIf(!isOnPath('rpm'))('alma has a database that rpm itself reads', async () => {
  const image = await made('alma');
  const { owners, keys } = readRpmDatabase(image);
  expect(keys).toEqual(new Set(['gpg-pubkey b86b3716-61e69f29']));
  expect(owners.get('/usr/lib/node_modules/npm/package.json')).toMatchObject({ package: 'nodejs' });
  expect(image.text('/usr/lib/node_modules/npm/package.json')).toContain('10.2.4');
  image.close();
});

describe('the command', () => {
  const run = (...args: string[]) =>
    execFileSync(process.execPath, [join(import.meta.dirname, 'make-images.ts'), ...args], {
      encoding: 'utf8',
      stdio: 'pipe',
      env: {},
    });

  test('makes the images that are named', () => {
    expect(run(join(folder, 'made'), 'alpine')).toMatch(/^alpine: the database of 22 packages.*\nalpine: 0\.\d MB in /);
    expect(readdirSync(join(folder, 'made'))).toEqual(['alpine.docker.tar']);
  });

  test('says in one line what is missing', () => {
    expect(() => run(join(folder, 'made'), 'app')).toThrow(
      expect.objectContaining({ status: 1, stdout: 'app: not made: BENCH_APP_ARCHIVE is not set\n' }),
    );
  });

  test.each([[[]], [['made', 'nope']]])('refuses %j', (args) => {
    expect(() => run(...args)).toThrow(expect.objectContaining({ status: 2 }));
  });
});
