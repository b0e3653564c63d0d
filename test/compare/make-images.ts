// Makes the images of the comparison, as root on Debian:
//   tools/with-node test/compare/make-images.ts FOLDER [NAME…]
// Each becomes FOLDER/NAME.docker.tar, in place of the one that is there. The roots of Debian are kept between runs in
// .tools/test-cache, where the test suites keep them too. `app` and `deep` are links to the images of the benchmarks
// (BENCH_APP_ARCHIVE, BENCH_DEEP_ARCHIVE). Exit code 1: an image could not be made; its line says why.
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isOnPath } from '../parts/is-on-path.ts';
import { imageRecipes } from './image-recipes.ts';
import { lackedBy, type ImageRecipe } from './images/recipe.ts';

const [folder, ...wanted] = process.argv.slice(2);
const names = imageRecipes.map(({ name }) => name);
const unknown = wanted.filter((name) => !names.includes(name));
if (folder === undefined || unknown.length > 0) {
  if (unknown.length > 0) console.error(`no such image: ${unknown.join(', ')}; there are ${names.join(', ')}`);
  console.error('usage: tools/with-node test/compare/make-images.ts FOLDER [NAME…]');
  process.exit(2);
}
const cache = resolve(import.meta.dirname, '../../.tools/test-cache');
mkdirSync(folder, { recursive: true });
for (const recipe of imageRecipes) {
  if (wanted.length > 0 && !wanted.includes(recipe.name)) continue;
  const why = await make(recipe, join(folder, `${recipe.name}.docker.tar`));
  if (why === undefined) continue;
  console.log(`${recipe.name}: not made: ${why}`);
  process.exitCode = 1;
}

/** @returns why it was not made, if it was not */
async function make(recipe: ImageRecipe, archive: string): Promise<string | undefined> {
  const lacked = lackedBy(recipe, isOnPath, process.env);
  if (lacked.length > 0) return lacked.join(', ');
  console.log(`${recipe.name}: ${recipe.what} …`);
  const start = Date.now();
  const unfinished = `${archive}.unfinished`;
  const scratch = mkdtempSync(join(tmpdir(), 'seawall-image-'));
  try {
    rmSync(unfinished, { force: true });
    await recipe.make({ archive: unfinished, scratch, cache });
    renameSync(unfinished, archive);
    const megabytes = (statSync(archive).size / 1e6).toFixed(1);
    console.log(`${recipe.name}: ${megabytes} MB in ${((Date.now() - start) / 1000).toFixed(0)} s`);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
