import deprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import currentIds from 'spdx-license-ids/index.json' with { type: 'json' };

/** Canonical spelling by lower case: SPDX ids are compared without regard to case. */
const canonical = new Map([...currentIds, ...deprecatedIds].map((id) => [id.toLowerCase(), id]));

/** The longest licence text that is looked at as an expression; what is longer is a text. */
const maxLength = 4096;
const maxDepth = 32;

/** The SPDX licence id in its canonical spelling, undefined when the text is not one. */
export function spdxLicenceId(text: string): string | undefined {
  return canonical.get(text.toLowerCase());
}

/**
 * The text as an SPDX licence expression with canonical ids, undefined when it is none.
 * Exceptions after WITH are checked for their form only. Source: SPDX specification 2.3, annex D.
 */
export function spdxExpression(text: string): string | undefined {
  if (text.length > maxLength) return undefined;
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  const cursor: Cursor = { tokens, next: 0, out: [] };
  const understood = readAlternatives(cursor, 0) && cursor.next === tokens.length;
  return understood ? cursor.out.join(' ').replaceAll('( ', '(').replaceAll(' )', ')') : undefined;
}

interface Cursor {
  tokens: string[];
  next: number;
  /** What was understood, in canonical spelling. */
  out: string[];
}

function readAlternatives(cursor: Cursor, depth: number): boolean {
  return readJoined(cursor, 'OR', () => readJoined(cursor, 'AND', () => readOperand(cursor, depth)));
}

function readJoined(cursor: Cursor, operator: string, readPart: () => boolean): boolean {
  if (!readPart()) return false;
  while (takeWord(cursor, operator)) {
    if (!readPart()) return false;
  }
  return true;
}

function readOperand(cursor: Cursor, depth: number): boolean {
  if (takeWord(cursor, '(')) {
    return depth < maxDepth && readAlternatives(cursor, depth + 1) && takeWord(cursor, ')');
  }
  const licence = simpleLicence(cursor.tokens[cursor.next] ?? '');
  if (licence === undefined) return false;
  cursor.next += 1;
  cursor.out.push(licence);
  return !takeWord(cursor, 'WITH') || takeException(cursor);
}

function simpleLicence(token: string): string | undefined {
  if (/^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/.test(token)) return token;
  if (!token.endsWith('+')) return spdxLicenceId(token);
  const orLater = spdxLicenceId(token) ?? spdxLicenceId(token.slice(0, -1));
  return orLater === undefined || orLater.endsWith('+') ? orLater : `${orLater}+`;
}

function takeException(cursor: Cursor): boolean {
  const token = cursor.tokens[cursor.next] ?? '';
  if (!/^[A-Za-z0-9.-]+$/.test(token)) return false;
  cursor.next += 1;
  cursor.out.push(token);
  return true;
}

function takeWord(cursor: Cursor, word: string): boolean {
  const token = cursor.tokens[cursor.next];
  if (token !== word && token !== word.toLowerCase()) return false;
  cursor.next += 1;
  cursor.out.push(word);
  return true;
}
