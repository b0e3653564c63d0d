import { readFile, stat } from 'node:fs/promises';
import { SeawallError } from '#model';
import { messages } from './messages.en.ts';

const text = messages.scan;

/** The text of a file that a user named, without byte order mark. @throws SeawallError (usage) */
export async function readBounded(file: string, path: string, maxBytes: number): Promise<string> {
  try {
    const entry = await stat(path);
    if (!entry.isFile()) throw new Error(text.notAFile);
    if (entry.size > maxBytes) throw new Error(text.tooLarge(maxBytes));
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw cannotRead(file, error);
  }
}

/** The error for a file that cannot be read. */
export function cannotRead(file: string, cause: unknown): SeawallError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new SeawallError('cli/file', 'usage', text.cannotRead(file, why), { cause });
}
