/** One line of go.mod. */
export interface GoModLine {
  /** Words, unquoted, and the punctuation `(`, `)`, `=>` and the rest, each on its own. */
  tokens: string[];
  /** Text after `//`. */
  comment: string;
  malformed: boolean;
}

/**
 * Splits a line of go.mod. Words may be quoted as interpreted or raw strings of Go; a comment begins at `//` also
 * inside of a word. Source: Go Modules Reference, "Lexical elements".
 */
export function readGoModLine(text: string): GoModLine {
  const tokens: string[] = [];
  for (let at = 0; at < text.length;) {
    const rest = text.charCodeAt(at);
    if (rest === 0x20 || rest === 0x09 || rest === 0x0d) {
      at += 1;
      continue;
    }
    if (text.startsWith('//', at)) return { tokens, comment: text.slice(at + 2), malformed: false };
    const { token, end } = readToken(text, at);
    if (token === undefined) return { tokens, comment: '', malformed: true };
    tokens.push(token);
    at = end;
  }
  return { tokens, comment: '', malformed: false };
}

function readToken(text: string, at: number): { token?: string; end: number } {
  const first = text[at] ?? '';
  if (first === '"' || first === '`') return readQuoted(text, at, first);
  if (text.startsWith('=>', at)) return { token: '=>', end: at + 2 };
  if ('()[]{},'.includes(first)) return { token: first, end: at + 1 };
  let end = at;
  while (end < text.length && !' \t\r()[]{},'.includes(text[end] ?? '') && !text.startsWith('//', end)) end += 1;
  return { token: text.slice(at, end), end };
}

function readQuoted(text: string, at: number, quote: '"' | '`'): { token?: string; end: number } {
  let end = at + 1;
  while (end < text.length && text[end] !== quote) end += quote === '"' && text[end] === '\\' ? 2 : 1;
  if (end >= text.length) return { end };
  const inner = text.slice(at + 1, end);
  // No module path or version needs an escape, and of hostile ones nothing is lost by refusing them.
  if (quote === '"' && inner.includes('\\')) return { end };
  return { token: inner, end: end + 1 };
}
