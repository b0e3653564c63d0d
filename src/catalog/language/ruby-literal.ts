const closing: Readonly<Record<string, string>> = { '<': '>', '{': '}', '(': ')', '[': ']' };
const escapes = new Map(
  Object.entries({ n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', e: '\u001B', f: '\f', v: '\v', s: ' ', '0': '\0' }),
);

/** A string of Ruby source and where it ends. */
export interface RubyLiteral {
  value: string;
  /** Index of the first character behind it. */
  end: number;
}

/**
 * Reads the string literal that stands at `at`: `"…"`, `'…'`, `%q<…>`; undefined when there is none, when it does not
 * end, or when it would have to be evaluated (`#{…}`). Source: Ruby's documentation, "Literals".
 */
export function readRubyLiteral(text: string, at: number): RubyLiteral | undefined {
  const first = text[at];
  if (first === '"') return readDouble(text, at + 1);
  if (first === "'") return readUntil(text, at + 1, "'");
  const open = text[at + 2];
  if (first !== '%' || text[at + 1] !== 'q' || open === undefined) return undefined;
  const close = closing[open];
  return close === undefined ? undefined : readUntil(text, at + 3, close);
}

/** The string literals of a list, `["a".freeze, "b"]`, which stands at `at`; undefined when it is no such list. */
export function readRubyList(text: string, at: number): string[] | undefined {
  if (text[at] !== '[') return undefined;
  const values: string[] = [];
  for (let next = at + 1; next < text.length;) {
    const char = text[next];
    if (char === ']') return values;
    if (char === ' ' || char === ',') next += 1;
    else if (text.startsWith('.freeze', next)) next += '.freeze'.length;
    else {
      const literal = readRubyLiteral(text, next);
      if (literal === undefined) return undefined;
      values.push(literal.value);
      next = literal.end;
    }
  }
  return undefined;
}

/** Of these, only the closing character and the backslash can be escaped. */
function readUntil(text: string, from: number, close: string): RubyLiteral | undefined {
  let value = '';
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === close) return { value, end: at + 1 };
    if (text[at] === '\\' && (text[at + 1] === close || text[at + 1] === '\\')) at += 1;
    value += text[at];
  }
  return undefined;
}

function readDouble(text: string, from: number): RubyLiteral | undefined {
  let value = '';
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') return { value, end: at + 1 };
    if (char === '#' && text[at + 1] === '{') return undefined;
    if (char !== '\\') {
      value += char;
      continue;
    }
    const { value: escaped, end } = readEscape(text, at + 1);
    value += escaped;
    at = end - 1;
  }
  return undefined;
}

/** `from` is behind the backslash. */
function readEscape(text: string, from: number): RubyLiteral {
  const [whole = '', four, braced, two] =
    /^(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{1,2}))/.exec(text.slice(from, from + 9)) ?? [];
  const code = four ?? braced ?? two;
  if (code === undefined) {
    const char = text[from] ?? '';
    return { value: escapes.get(char) ?? char, end: from + 1 };
  }
  const point = Number.parseInt(code, 16);
  return { value: point > 0x10ffff ? '\uFFFD' : String.fromCodePoint(point), end: from + whole.length };
}
