import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Application } from '../../applications/application.ts';
import { applications } from '../../applications/applications.ts';
import { debianRoot } from '../../parts/debian-roots.ts';
import { debianTools } from './debian.ts';
import { layerOf, writeImage, type ImageRecipe } from './recipe.ts';

/** The applications of the tests, each on top of Debian. */
export const applicationImages: readonly ImageRecipe[] = applications.map((application) => ({
  name: imageName(application),
  what: `an application installed by ${application.name}, on Debian`,
  tools: [...debianTools, ...application.tools],
  async make({ archive, scratch, cache }) {
    const root = join(scratch, 'root');
    mkdirSync(root);
    await application.build(root);
    writeImage(archive, [readFileSync(await debianRoot(cache, 'bookworm')), layerOf(root, scratch)]);
  },
}));

/** `app-` and the first word of what installs it. */
function imageName({ name }: Application): string {
  const [word = ''] = /[a-z]+/.exec(name.toLowerCase()) ?? [];
  return `app-${word}`;
}
