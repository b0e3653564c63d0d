import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dockerSaveLegacy, type FixtureFile, type FixtureImage } from '../fixtures/image-writer.ts';
import { tar } from '../fixtures/tar-writer.ts';

/** Writes the image as a `docker save` archive, whose layers have no digest but that of their tar, and gives its path. */
export function writeArchive(folder: string, name: string, image: FixtureImage): string {
  const path = join(folder, name);
  writeFileSync(path, tar(dockerSaveLegacy(image)));
  return path;
}

/** Writes the files of a layout into a folder of their own and gives its path. */
export function writeLayout(folder: string, name: string, files: readonly FixtureFile[]): string {
  const path = join(folder, name);
  for (const file of files) {
    mkdirSync(dirname(join(path, file.path)), { recursive: true });
    writeFileSync(join(path, file.path), file.body ?? '');
  }
  return path;
}
