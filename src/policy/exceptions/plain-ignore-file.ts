import type { Exception } from './exception.ts';
import { asDate, fileError, idPattern, maxExceptions } from './ignore-file-error.ts';

const maxReason = 500;

/**
 * Reads a plain ignore file: one id a line, `exp:YYYY-MM-DD` behind it where it ends, comments after `#`. The comment of a
 * line, else the one above the block of lines, is the reason. Source: Trivy documentation, "Filtering", `.trivyignore`.
 * @throws SeawallError (usage) with file and line
 */
export function parsePlainIgnoreFile(file: string, text: string): Exception[] {
  const found: Exception[] = [];
  let above: string[] = [];
  let inBlock = false;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const hash = /(?:^|\s)#/.exec(raw);
    const words = raw.slice(0, hash?.index).trim();
    const comment = hash === null ? '' : raw.slice(hash.index + hash[0].length).trim();
    if (words === '') {
      if (comment === '' || inBlock) above = [];
      if (comment !== '') above.push(comment);
      inBlock = false;
      continue;
    }
    inBlock = true;
    const own = comment === '' ? above.join(' ') : comment;
    found.push(readLine(file, line, words.split(/\s+/), own.slice(0, maxReason)));
    if (found.length > maxExceptions) throw fileError(file, line, `more than ${maxExceptions} entries`);
  }
  return found;
}

function readLine(file: string, line: number, words: readonly string[], reason: string): Exception {
  const [id = '', ...rest] = words;
  if (!idPattern.test(id)) throw fileError(file, line, `${JSON.stringify(id.slice(0, 80))} is no id`);
  let expires: string | undefined;
  for (const word of rest) {
    if (!word.startsWith('exp:') || expires !== undefined) {
      const shown = JSON.stringify(word.slice(0, 80));
      throw fileError(file, line, `${shown} is not understood: after the id come exp:YYYY-MM-DD and # comment`);
    }
    expires = asDate(word.slice(4));
    if (expires === undefined)
      throw fileError(file, line, `${JSON.stringify(word.slice(0, 80))} has no date YYYY-MM-DD`);
  }
  return {
    id,
    reason: reason === '' ? `listed in ${file}` : reason,
    ...(expires !== undefined && { expires }),
    scope: {},
    source: `${file}:${line}`,
  };
}
