import { realpathSync, symlinkSync } from 'node:fs';
import type { ImageRecipe } from './recipe.ts';

/** The large images of the benchmarks; bench/README.md says how they are made. */
export const givenImages: readonly ImageRecipe[] = [
  given('app', 'BENCH_APP_ARCHIVE'),
  given('deep', 'BENCH_DEEP_ARCHIVE'),
];

function given(name: string, variable: string): ImageRecipe {
  return {
    name,
    what: `a link to ${variable}`,
    variable,
    async make({ archive }) {
      symlinkSync(realpathSync(process.env[variable] ?? ''), archive);
    },
  };
}
