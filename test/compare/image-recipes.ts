import { almaImage } from './images/alma.ts';
import { alpineImage } from './images/alpine.ts';
import { applicationImages } from './images/applications.ts';
import { debianImages } from './images/debian.ts';
import { givenImages } from './images/given.ts';
import { programsImage } from './images/programs.ts';
import type { ImageRecipe } from './images/recipe.ts';

/** Every image of the comparison. */
export const imageRecipes: readonly ImageRecipe[] = [
  ...debianImages,
  alpineImage,
  almaImage,
  ...applicationImages,
  programsImage,
  ...givenImages,
];
