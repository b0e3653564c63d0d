/** Most text by far is of these characters only; the tests below cost ten times as much. */
const harmless = /^[\x20-\x7e]*$/;
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** More combining marks on one letter than any script uses: they would paint over the lines around them. */
const pileOfMarks = /(\p{M}{8})\p{M}+/gu;

/**
 * Text from outside made safe for a terminal or a log line: what a reader cannot see or what a terminal obeys
 * (control characters, escape sequences, bidirectional overrides, zero-width characters, lone surrogates, line breaks)
 * becomes an escape that can be read, such as `\x1b` or `\u202e`. Source: Unicode categories Cc, Cf, Cs, Zl, Zp, property DI.
 */
export function printable(text: string): string {
  if (harmless.test(text)) return text;
  return text.replace(unsafe, escaped).replace(pileOfMarks, '$1…');
}

/** The same, of the first `limit` characters: names from hostile documents have no length that a message can rely on. */
export function printableStart(text: string, limit: number): string {
  return printable(text.length > limit ? `${text.slice(0, limit)}…` : text);
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
