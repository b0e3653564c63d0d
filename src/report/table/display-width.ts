/** Zero columns: marks that sit on the letter before. */
const mark = /^[\p{Mn}\p{Me}]$/u;
/** Two columns: what Unicode's East Asian Width calls wide or fullwidth (UAX #11), by its blocks, and emoji. */
const wide =
  /^(?:[\u1100-\u115f\u231a\u231b\u2329\u232a\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})$/u;
const narrowOnly = /^[\x20-\x7e]*$/;

function characterWidth(character: string): number {
  if (mark.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** Columns that printable text takes on a terminal. */
export function displayWidth(text: string): number {
  if (narrowOnly.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** The longest beginning of the text that fits, and what is left. At least one character is taken. */
function splitAt(text: string, width: number): [head: string, tail: string] {
  if (narrowOnly.test(text.slice(0, width + 1))) return [text.slice(0, width), text.slice(width)];
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += characterWidth(character);
    if (used > width && end > 0) break;
    end += character.length;
  }
  return [text.slice(0, end), text.slice(end)];
}

/** The text in at most `width` columns, its end replaced by an ellipsis when it is longer. */
export function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const [head] = splitAt(text, Math.max(1, width - 1));
  return `${head.trimEnd()}…`;
}

/** The text with spaces up to `width` columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** The text in lines of at most `width` columns, broken at spaces; a longer word is broken where the line ends. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    while (displayWidth(word) > width) {
      const [head, tail] = splitAt(word, width);
      lines.push(head);
      word = tail;
    }
    line = word;
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}
