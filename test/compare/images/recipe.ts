import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { writeArchive } from '../../end-to-end/image-files.ts';
import { imageOf } from '../../fixtures/image-writer.ts';

/** An image of the comparison, and how it is made. */
export interface ImageRecipe {
  name: string;
  /** What is done, in a few words. */
  what: string;
  /** Commands that must be on PATH. */
  tools?: readonly string[];
  /** Environment variable that must be set. */
  variable?: string;
  make(place: Place): Promise<void>;
}

/** Where an image is made. */
export interface Place {
  /** Path of the docker archive to write. */
  archive: string;
  /** An empty folder, removed afterwards. */
  scratch: string;
  /** A folder whose content is kept between runs. */
  cache: string;
}

/** What an image lacks to be made here, in words; empty when it can be. */
export function lackedBy(
  { tools = [], variable }: ImageRecipe,
  isOnPath: (command: string) => boolean,
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  const lacked = tools.filter((tool) => !isOnPath(tool)).map((tool) => `${tool} is not on PATH`);
  if (variable !== undefined && (environment[variable] ?? '') === '') lacked.push(`${variable} is not set`);
  return lacked;
}

/** A folder as a layer. @throws Error when tar fails */
export function layerOf(root: string, scratch: string): Buffer {
  const file = join(scratch, `${basename(root)}.tar`);
  execFileSync('tar', ['-C', root, '--sort=name', '-cf', file, '.']);
  return readFileSync(file);
}

/** Writes an image of these layers, base first. */
export function writeImage(archive: string, layers: Buffer[]): void {
  writeArchive(dirname(archive), basename(archive), imageOf(layers));
}
