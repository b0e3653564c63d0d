import type { Exception } from './exception.ts';
import { fileError, maxExceptions } from './ignore-file-error.ts';
import { parsePlainIgnoreFile } from './plain-ignore-file.ts';

/**
 * Reads an ignore file. A name in `.yaml` or `.yml` means YAML, which is our own form or Trivy's by its first field;
 * everything else is plain: an id a line.
 * @param file its name, for messages
 * @throws SeawallError (usage) with file and line
 */
export async function parseIgnoreFile(file: string, text: string): Promise<Exception[]> {
  if (!/\.ya?ml$/i.test(file)) return parsePlainIgnoreFile(file, text);
  // Loaded when there is such a file: most scans do without a YAML parser.
  const { parseYamlIgnoreFile } = await import('./yaml-ignore-file.ts');
  const found = parseYamlIgnoreFile(file, text);
  if (found.length > maxExceptions) throw fileError(file, 1, `more than ${maxExceptions} entries`);
  return found;
}
