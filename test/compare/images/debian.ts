import { readFileSync } from 'node:fs';
import { debianReleases, debianRoot } from '../../parts/debian-roots.ts';
import { writeImage, type ImageRecipe } from './recipe.ts';

/** Commands that the root of a Debian release takes. */
export const debianTools = ['mmdebstrap', 'tar'];

/** The Debian roots that the test suites run on, each an image of one layer. */
export const debianImages: readonly ImageRecipe[] = debianReleases.map((release) => ({
  name: release,
  what: `minimal Debian ${release} by mmdebstrap`,
  tools: debianTools,
  async make({ archive, cache }) {
    writeImage(archive, [readFileSync(await debianRoot(cache, release))]);
  },
}));
