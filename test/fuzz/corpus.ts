import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The regression corpora that are committed. */
export const corpusRoot = resolve(import.meta.dirname, '../corpus');

/** What a committed corpus may take. */
export const corpusBytes = 200 * 1024;

const generatedName = /^[0-9a-f]{16}$/;

/** The inputs of a folder by file name; none when there is no such folder. */
export function readCorpus(folder: string): { name: string; bytes: Buffer }[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.toSorted().map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

/** Writes an input under a name made of its content. */
export function writeInput(folder: string, input: Buffer, suffix = ''): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, createHash('sha256').update(input).digest('hex').slice(0, 16) + suffix);
  writeFileSync(file, input);
  return file;
}

/**
 * Replaces the generated inputs of a folder, the smallest first as far as `corpusBytes` reaches.
 * Files with a name of their own stay.
 */
export function saveCorpus(folder: string, inputs: readonly Buffer[]): void {
  let left = corpusBytes;
  for (const { name, bytes } of readCorpus(folder)) {
    if (generatedName.test(name)) rmSync(join(folder, name));
    else left -= bytes.length;
  }
  for (const input of inputs.toSorted((a, b) => a.length - b.length)) {
    left -= input.length;
    if (left < 0) return;
    writeInput(folder, input);
  }
}
